import { resourceId } from "../state/ids.ts";
import type { Subnet, Vpc } from "../state/network.ts";
import { regionNames, regionOf } from "../state/regions.ts";
import type { World } from "../state/world.ts";
import { addNatGateway, addRouteTable, addSubnet, addVpc, type Site } from "./network.ts";
import type { ScenarioNetwork } from "./scenario.ts";

/** The ids of what a scenario's networks have, by name. */
export interface NamedNetworks {
  vpc: Record<string, string>;
  subnet: Record<string, string>;
  routeTable: Record<string, string>;
}

/** Makes a VPC with its subnets and routes, and notes their ids. */
export function buildNetwork(world: World, network: ScenarioNetwork, named: NamedNetworks): void {
  const { account, region, name, cidr } = network;
  const site: Site = { world, account, region };
  const vpc = addVpc(site, name, cidr);
  if (network.ipv6Cidr !== undefined) vpc.ipv6Cidr = network.ipv6Cidr;
  named.vpc[name] = vpc.id;
  const subnets = new Map<string, Subnet>();
  for (const each of network.subnets) {
    const subnet = addSubnet(site, vpc, each.name, each.cidr, each.zoneId);
    if (each.ipv6Cidr !== undefined) subnet.ipv6Cidr = each.ipv6Cidr;
    if (each.ipv6Only) subnet.ipv6Only = true;
    subnets.set(each.name, subnet);
    named.subnet[each.name] = subnet.id;
  }
  const subnetNamed = (wanted: string) => {
    const subnet = subnets.get(wanted);
    if (subnet === undefined) throw new Error(`The network ${name} has no subnet ${wanted}.`);
    return subnet;
  };
  for (const { subnets: users, to, natIn = "", name: table = name } of network.routes) {
    const gateway =
      to === "natGateway" ? addNatGateway(site, subnetNamed(natIn), name).id : gatewayId(site, vpc, to);
    named.routeTable[table] = addRouteTable(site, vpc, table, users.map(subnetNamed), [gateway]).id;
  }
}

/** What every new AWS account starts with: a default VPC in each Region, with a public subnet in each zone. */
export function buildDefaultNetworks(world: World, account: string): void {
  for (const region of regionNames) {
    const site: Site = { world, account, region };
    const vpc = addVpc(site, "default", "172.31.0.0/16", true);
    const subnets = regionOf(region).zoneIds.map((zoneId, index) =>
      addSubnet(site, vpc, `default-${index + 1}`, `172.31.${index * 16}.0/20`, zoneId),
    );
    addRouteTable(site, vpc, "default-public", subnets, [gatewayId(site, vpc, "internetGateway")]);
  }
}

/** A transit gateway stands for a company's own way to the internet; it is not part of the VPC. */
function gatewayId(
  { world, account, region }: Site,
  vpc: Vpc,
  kind: "internetGateway" | "transitGateway",
): string {
  if (kind === "transitGateway") return resourceId("tgw");
  const id = resourceId("igw");
  world.internetGateways.set(id, { account, region, tags: new Map(vpc.tags), id, vpcId: vpc.id });
  return id;
}
