import type { Evidence } from "../../evidence/evidence.ts";
import type { InstanceFacts } from "../../evidence/network.ts";
import { seenValue } from "../../evidence/seen.ts";

/** The client when it runs and Systems Manager does not know it, so that no test can run there. */
export function unmanaged({ consumer }: Evidence): InstanceFacts | undefined {
  const client = seenValue(consumer?.client);
  const managed = seenValue(consumer?.managed);
  if (client?.state !== "running" || managed === undefined) return undefined;
  return managed.some(({ instanceId }) => instanceId === client.id) ? undefined : client;
}
