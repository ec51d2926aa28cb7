import type { Subnet } from "../state/network.ts";
import type { World } from "../state/world.ts";

/** Whether a subnet can reach the internet: its route table, or the VPC's main one, has a default route to a gateway. */
export function reachesInternet(world: World, subnet: Subnet): boolean {
  const tables = [...world.routeTables.values()].filter((table) => table.vpcId === subnet.vpcId);
  const table =
    tables.find(({ subnetIds }) => subnetIds.includes(subnet.id)) ?? tables.find(({ main }) => main);
  return (table?.routes ?? []).some(
    ({ destination, target }) => destination === "0.0.0.0/0" && /^(nat|igw|tgw)-/.test(target),
  );
}
