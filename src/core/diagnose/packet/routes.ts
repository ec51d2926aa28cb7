import { cidrContains, isIpv4Cidr } from "../../model/cidr.ts";
import type { RouteFacts, RouteTableFacts, SubnetFacts, VpcNetwork } from "../evidence/network.ts";
import { seenValue } from "../evidence/seen.ts";

/** The route table that a subnet uses: its own, or its VPC's main one. */
export function routeTableOf(
  { routeTables }: VpcNetwork,
  subnet: Pick<SubnetFacts, "id" | "vpcId">,
): RouteTableFacts | undefined {
  const tables = seenValue(routeTables) ?? [];
  return (
    tables.find(({ subnetIds }) => subnetIds.includes(subnet.id)) ??
    tables.find(({ main, vpcId }) => main && vpcId === subnet.vpcId)
  );
}

/** The most specific route to an address; routes to prefix lists are not looked into. */
export function routeTo({ routes }: RouteTableFacts, ip: string): RouteFacts | undefined {
  return routes
    .filter(({ destination }) => isIpv4Cidr(destination) && cidrContains(destination, ip))
    .toSorted((a, b) => prefix(b) - prefix(a))[0];
}

/** Whether a subnet's instances get out to the internet, where AWS's public APIs are. */
export function reachesInternet(table: RouteTableFacts, hasPublicIp: boolean): boolean {
  const route = table.routes.find(({ destination }) => destination === "0.0.0.0/0");
  if (route === undefined || route.blackhole) return false;
  return !route.target.startsWith("igw-") || hasPublicIp;
}

function prefix({ destination }: RouteFacts): number {
  return Number(destination.split("/")[1]);
}
