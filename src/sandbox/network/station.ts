import type { LoadBalancer, LoadBalancerNode } from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import type { NetworkInterface } from "../state/network.ts";
import type { World } from "../state/world.ts";
import type { PortRange } from "./networkAclRules.ts";

/** One end of a connection inside a VPC, as the filters on the way see it. */
export interface Station {
  /** What it is called in a reason. */
  label: string;
  vpcId: string;
  subnetId: string;
  ip: string;
  /** Empty for what has no security groups and so is not filtered by any. */
  securityGroupIds: readonly string[];
  /** The groups that its peers know it to be in, if not all of its own. */
  knownGroupIds?: readonly string[];
  /** The ports that its own connections start from, and that answers therefore come back to. */
  ephemeral: PortRange;
}

/** What Linux takes by default. */
const linuxPorts: PortRange = { from: 32_768, to: 60_999 };
/** What a Network Load Balancer takes. */
const balancerPorts: PortRange = { from: 1024, to: 65_535 };

/** An instance with its primary network interface, which is what its security groups belong to. */
export function instanceStation(world: World, instance: Instance): Station {
  const eni = world.networkInterfaces.get(instance.networkInterfaceId);
  return {
    label: instance.id,
    vpcId: instance.vpcId,
    subnetId: instance.subnetId,
    ip: instance.privateIp,
    securityGroupIds: eni?.securityGroupIds ?? instance.securityGroupIds,
    ephemeral: linuxPorts,
  };
}

/** A network interface of something that is called `label`. */
export function interfaceStation(eni: NetworkInterface, label: string): Station {
  const { vpcId, subnetId, privateIp, securityGroupIds } = eni;
  return { label, vpcId, subnetId, ip: privateIp, securityGroupIds, ephemeral: linuxPorts };
}

/** A load balancer's node: its targets and its health checks see this address. */
export function nodeStation(world: World, balancer: LoadBalancer, node: LoadBalancerNode): Station {
  const eni = world.networkInterfaces.get(node.networkInterfaceId);
  return {
    label: `load balancer ${balancer.name}`,
    vpcId: balancer.vpcId,
    subnetId: node.subnetId,
    ip: eni?.privateIp ?? "",
    securityGroupIds: balancer.securityGroupIds,
    ephemeral: balancerPorts,
  };
}
