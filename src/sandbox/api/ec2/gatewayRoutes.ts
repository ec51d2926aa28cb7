import { prefixListOf } from "../../state/prefixLists.ts";
import type { Endpoint } from "../../state/privateLink.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find } from "../call.ts";

type Gateway = Pick<Endpoint, "id" | "vpcId" | "serviceName" | "serviceRegion">;

/**
 * Route tables for a gateway endpoint, each once: the caller's, in the endpoint's VPC, without a route of another endpoint
 * to the same service. Throws `InvalidRouteTableID.NotFound` or `RouteAlreadyExists` (ledger: one-gateway-route).
 */
export function checkedRouteTables(ids: readonly string[], gateway: Gateway, call: Call): string[] {
  for (const id of ids) {
    const table = find(call.world.routeTables, id, call);
    if (table?.vpcId !== gateway.vpcId) {
      const message = `The routeTable ID '${id}' does not exist in ${gateway.vpcId}`;
      throw new AwsError("InvalidRouteTableID.NotFound", message);
    }
    const list = destinationOf(gateway);
    if (table.routes.some(({ destination, target }) => destination === list && target !== gateway.id)) {
      const message = `route table ${id} already has a route with destination-prefix-list-id ${list}`;
      throw new AwsError("RouteAlreadyExists", message);
    }
  }
  return [...new Set(ids)];
}

/** Makes these the route tables of a gateway endpoint: AWS itself puts the route into each, and takes it away again. */
export function setRouteTables(endpoint: Endpoint, ids: string[], world: World): void {
  for (const table of world.routeTables.values())
    table.routes = table.routes.filter(({ target }) => target !== endpoint.id);
  for (const id of ids)
    world.routeTables.get(id)?.routes.push({ destination: destinationOf(endpoint), target: endpoint.id });
  endpoint.routeTableIds = ids;
}

function destinationOf({ serviceName, serviceRegion }: Gateway): string {
  const list = prefixListOf(serviceName, serviceRegion);
  if (list === undefined) throw new Error(`${serviceName} has no prefix list.`);
  return list.id;
}
