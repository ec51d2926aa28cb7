import type { Connection } from "../core/model/connection.ts";
import { type Failure, toFailure } from "../core/model/failure.ts";
import { type OpenScope, scopeId } from "../core/model/scope.ts";
import type { AwsConnections } from "./aws.ts";
import type { Inventory } from "./inventory.ts";

export interface Request {
  readonly scope: OpenScope;
  readonly connection: Connection;
}

/** What became of one request: done, or why not. */
export interface Outcome extends Request {
  readonly failure?: Failure;
}

/**
 * Accepts or rejects connections, one call per service, and reads `Unsuccessful[]`: AWS answers 200 also for what it
 * did not do. Rows show the decision at once and then follow AWS's states.
 */
export async function decideConnections(
  aws: AwsConnections,
  inventory: Inventory,
  decision: "accept" | "reject",
  requests: readonly Request[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  inventory.ask(decision, requests);
  const groups = Map.groupBy(
    requests,
    ({ scope, connection }) => `${scopeId(scope)}/${connection.serviceId}`,
  );
  const outcomes = await Promise.all(
    [...groups.values()].map(async (group) => {
      const decided = await decideGroup(aws, decision, group, signal);
      inventory.answered(
        decided.map(({ connection, ...rest }) => ({ ...rest, endpointId: connection.endpointId })),
      );
      return decided;
    }),
  );
  return outcomes.flat();
}

async function decideGroup(
  aws: AwsConnections,
  decision: "accept" | "reject",
  group: readonly Request[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const [first] = group;
  if (first === undefined) return [];
  const endpointIds = group.map(({ connection }) => connection.endpointId);
  try {
    const unsuccessful = await aws[decision](first.scope, first.connection.serviceId, endpointIds, signal);
    return group.map((request) => {
      const item = unsuccessful.find(({ id }) => id === request.connection.endpointId);
      if (item === undefined) return request;
      const { meaning: code, code: awsCode, message } = item;
      return { ...request, failure: { code, awsCode, message } };
    });
  } catch (error) {
    const failure = toFailure(error);
    return group.map((request) => ({ ...request, failure }));
  }
}
