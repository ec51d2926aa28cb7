import { resourceId } from "../state/ids.ts";
import type { NatGateway, RouteTable, Subnet, Vpc } from "../state/network.ts";
import { createNetworkInterface } from "../state/networkInterfaces.ts";
import type { RegionName } from "../state/regions.ts";
import { newVpc } from "../state/vpcs.ts";
import type { World } from "../state/world.ts";

/** Where new parts of a network go, and what they are called. */
export interface Site {
  world: World;
  account: string;
  region: RegionName;
}

/** A VPC with its main route table and its default security group. */
export function addVpc(site: Site, name: string, cidr: string, isDefault = false): Vpc {
  const vpc = newVpc(site.world, named(site, name), cidr, isDefault);
  // As the console's "VPC and more" makes them.
  site.world.vpcDns.set(vpc.id, { support: true, hostnames: true });
  return vpc;
}

export function addSubnet(site: Site, vpc: Vpc, name: string, cidr: string, zoneId: string): Subnet {
  const subnet: Subnet = {
    ...named(site, name),
    id: resourceId("subnet"),
    vpcId: vpc.id,
    cidr,
    zoneId,
    mapPublicIpOnLaunch: false,
  };
  site.world.subnets.set(subnet.id, subnet);
  return subnet;
}

/** A route table for some subnets, whose default route leads to the given gateways. */
export function addRouteTable(
  site: Site,
  vpc: Vpc,
  name: string,
  subnets: readonly Subnet[],
  gateways: readonly string[],
): RouteTable {
  const table: RouteTable = {
    ...named(site, name),
    id: resourceId("rtb"),
    vpcId: vpc.id,
    main: false,
    subnetIds: subnets.map((subnet) => subnet.id),
    routes: [
      { destination: vpc.cidr, target: "local" },
      ...gateways.map((target) => ({ destination: "0.0.0.0/0", target })),
    ],
  };
  site.world.routeTables.set(table.id, table);
  return table;
}

export function addNatGateway(site: Site, subnet: Subnet, name: string): NatGateway {
  const id = resourceId("nat");
  const description = `Interface for NAT Gateway ${id}`;
  const eni = createNetworkInterface(site.world, subnet, {
    type: "nat_gateway",
    description,
    securityGroupIds: [],
  });
  const nat: NatGateway = {
    ...named(site, name),
    id,
    state: "available",
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    networkInterfaceId: eni.id,
    publicIp: "203.0.113.10",
    createdAt: new Date(),
  };
  site.world.natGateways.set(id, nat);
  return nat;
}

function named(site: Site, name: string) {
  return { account: site.account, region: site.region, tags: new Map([["Name", name]]) };
}
