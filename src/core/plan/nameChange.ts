import type { Connection } from "../model/connection.ts";
import type { PlanContext } from "./context.ts";
import type { Input, Plan } from "./step.ts";

/** A connection that AWS has given an id of its own: only that can carry the provider's tags. */
export type NameableConnection = Connection & { readonly connectionId: string };

export function isNameable(connection: Connection): connection is NameableConnection {
  return connection.connectionId !== undefined;
}

/**
 * Gives a connection a name that its provider can read, or takes it away again with an empty one. The endpoint and its
 * tags are the consumer's, so the tag goes onto the connection.
 */
export function nameConnectionPlan(
  { planId, scope }: PlanContext,
  { connectionId, endpointId, tags }: NameableConnection,
  name: string,
): Plan {
  const set = (value: string) => naming(connectionId, value);
  const { operation, input } = set(name);
  const undo = set(tags["Name"] ?? "");
  return {
    id: planId,
    flow: "change",
    name: endpointId,
    steps: [
      {
        id: "name",
        scope,
        service: "ec2",
        operation,
        input,
        subject: { code: "named", name: endpointId },
        outputs: {},
        inverse: { service: "ec2", ...undo, goneWhen: ["InvalidID"], retryOn: [] },
        permissions: ["ec2:CreateTags", "ec2:DeleteTags"],
      },
    ],
  };
}

function naming(id: string, name: string): { readonly operation: string; readonly input: Input } {
  return name === ""
    ? { operation: "DeleteTags", input: { Resources: [id], Tags: [{ Key: "Name" }] } }
    : { operation: "CreateTags", input: { Resources: [id], Tags: [{ Key: "Name", Value: name }] } };
}
