import type { Route, RouteTable, Subnet } from "@aws-sdk/client-ec2";
import type { WayOut } from "../core/model/network.ts";

/** Finds where the default route of a subnet leads. A subnet without a route table of its own uses its VPC's main one. */
export class DefaultRoutes {
  readonly #bySubnet = new Map<string, RouteTable>();
  readonly #mainByVpc = new Map<string, RouteTable>();

  constructor(tables: readonly RouteTable[]) {
    for (const table of tables) {
      for (const { Main, SubnetId } of table.Associations ?? []) {
        if (SubnetId !== undefined) this.#bySubnet.set(SubnetId, table);
        if (Main === true && table.VpcId !== undefined) this.#mainByVpc.set(table.VpcId, table);
      }
    }
  }

  wayOut({ SubnetId = "", VpcId = "" }: Subnet): WayOut {
    const table = this.#bySubnet.get(SubnetId) ?? this.#mainByVpc.get(VpcId);
    const route = table?.Routes?.find(
      ({ DestinationCidrBlock, State }) => DestinationCidrBlock === "0.0.0.0/0" && State !== "blackhole",
    );
    return route === undefined ? "none" : target(route);
  }
}

function target({ GatewayId, NatGatewayId }: Route): WayOut {
  if (NatGatewayId !== undefined) return "natGateway";
  return GatewayId?.startsWith("igw-") ? "internetGateway" : "other";
}
