import type { Instance } from "../state/compute.ts";
import type { NetworkInterface } from "../state/network.ts";
import type { World } from "../state/world.ts";
import { endpointOf, nodeBehind } from "./balancing.ts";
import { sendsProxyHeader } from "./groupSettings.ts";

/** What the PROXY protocol header of a connection tells a target. */
export interface ProxyInformation {
  /** The client's own address, which the target would not see otherwise. */
  source: string;
  /** The address and port of the load balancer's node (ledger: proxy-header-destination). */
  destination: string;
  port: number;
  /** The endpoint that the connection came through, if any. */
  endpointId?: string;
}

/** What a load balancer's node tells a target about a connection, if the target group asks for that. */
export function proxyInformation(
  world: World,
  from: Instance,
  entry: NetworkInterface,
  port: number,
): ProxyInformation | undefined {
  const balanced = nodeBehind(world, entry);
  const listener = [...world.listeners.values()].find(
    (candidate) => candidate.loadBalancerArn === balanced?.balancer.arn && candidate.port === port,
  );
  const group = world.targetGroups.get(listener?.targetGroupArn ?? "");
  if (balanced === undefined || group === undefined || !sendsProxyHeader(group)) return undefined;
  const destination = world.networkInterfaces.get(balanced.node.networkInterfaceId)?.privateIp ?? "0.0.0.0";
  const endpoint = endpointOf(world, entry);
  return {
    source: from.privateIp,
    destination,
    port,
    ...(endpoint === undefined ? {} : { endpointId: endpoint.id }),
  };
}
