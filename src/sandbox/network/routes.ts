import { cidrContains, cidrRange, isCidr } from "../state/addresses.ts";
import type { Route, RouteTable, Subnet } from "../state/network.ts";
import type { World } from "../state/world.ts";

/** The route table that a subnet uses: its own, or its VPC's main one. */
function routeTableOf(world: World, subnet: Pick<Subnet, "id" | "vpcId">): RouteTable | undefined {
  const tables = [...world.routeTables.values()].filter((table) => table.vpcId === subnet.vpcId);
  return tables.find(({ subnetIds }) => subnetIds.includes(subnet.id)) ?? tables.find(({ main }) => main);
}

/** The most specific route of a subnet to an address. */
export function routeTo(
  world: World,
  subnet: Pick<Subnet, "id" | "vpcId">,
  address: string,
): Route | undefined {
  const routes = routeTableOf(world, subnet)?.routes ?? [];
  return routes
    .filter(({ destination }) => isCidr(destination) && cidrContains(destination, address))
    .sort((a, b) => cidrRange(a.destination).size - cidrRange(b.destination).size)[0];
}

/** A route whose target is gone, or cannot forward, is a black hole. */
export function routeState(world: World, { target }: Pick<Route, "target">): "active" | "blackhole" {
  return targetLives(world, target) ? "active" : "blackhole";
}

function targetLives(world: World, target: string): boolean {
  const prefix = target.slice(0, target.indexOf("-") + 1);
  if (prefix === "nat-") return world.natGateways.get(target)?.state === "available";
  if (prefix === "igw-") return world.internetGateways.get(target)?.vpcId !== undefined;
  if (prefix === "eni-") return world.networkInterfaces.has(target);
  if (prefix === "i-") return world.instances.get(target)?.state === "running";
  if (prefix === "vpce-") return world.endpoints.has(target);
  // The sandbox has no peering connections. A transit gateway is the company's, outside the sandbox.
  return prefix !== "pcx-";
}

/** Whether a subnet can reach the internet: its route table has a living default route to a gateway. */
export function reachesInternet(world: World, subnet: Pick<Subnet, "id" | "vpcId">): boolean {
  const route = (routeTableOf(world, subnet)?.routes ?? []).find(
    ({ destination }) => destination === "0.0.0.0/0",
  );
  return route !== undefined && /^(nat|igw|tgw)-/.test(route.target) && routeState(world, route) === "active";
}
