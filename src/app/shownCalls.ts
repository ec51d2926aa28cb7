import type { ListKind } from "../core/inventory/lists.ts";
import type { AwsCalls } from "./aws.ts";
import type { Inventory } from "./inventory.ts";

/**
 * Calls of plans, after each of which the list that it changes is looked at: rows must not stay as they were for as long as
 * a plan waits. Nothing waits for the look, and its failures are rows.
 */
export function shownCalls(aws: AwsCalls, inventory: Inventory): AwsCalls {
  return {
    async call(scope, call, signal) {
      const answer = await aws.call(scope, call, signal);
      const changed = listChangedBy(call.operation);
      if (changed !== undefined) void inventory.look(scope, [changed]);
      return answer;
    },
  };
}

function listChangedBy(operation: string): ListKind | undefined {
  if (!/^(Create|Delete|Modify|Accept|Reject)/.test(operation)) return undefined;
  if (/VpcEndpoints?$/.test(operation)) return "endpoints";
  if (/VpcEndpointServiceConfigurations?$/.test(operation)) return "services";
  return /VpcEndpointConnections$/.test(operation) ? "connections" : undefined;
}
