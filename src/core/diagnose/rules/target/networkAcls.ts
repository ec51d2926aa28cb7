import { displayName } from "../../../model/tags.ts";
import { found } from "../../found.ts";
import {
  loadBalancerPorts,
  onePort,
  type Passing,
  type Stoppage,
  stoppages,
  subnetCidr,
} from "../../packet/networkAcls.ts";
import type { Rule } from "../../rule.ts";
import { aclFix, aclProof, aclWords } from "../aclFindings.ts";
import { behindService, list } from "../behind.ts";
import { healthProof } from "./groups.ts";
import { type Leg, legsOf, portsOf, severityOfLegs } from "./legs.ts";

/** E11: a network ACL between the load balancer and its targets. It keeps no state, so answers need an entry as well. */
export const stoppedByList: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const stopped = all.flatMap(legsOf).filter(isStopped);
  if (stopped.length === 0) return [];
  const stops = stopped.flatMap(stopsOn);
  return [
    found("E11", {
      severity: severityOfLegs(stopped, all),
      parameters: {
        ...aclWords(stops),
        targets: list(stopped.map(({ instance }) => displayName(instance))),
        loadBalancer: list(stopped.map(({ behind }) => behind.balancer.name)),
      },
      proof: [...aclProof(stops), ...healthProof(stopped)],
      fixes: aclFix(facts, "E11", "provider", stops),
    }),
  ];
};

/** Whether a network ACL stops anything on a leg. */
export function isStopped(leg: Leg): boolean {
  return stopsOn(leg).length > 0;
}

/** Every border that a connection crosses: out of the node's subnet, into the target's, and back. */
function stopsOn(leg: Leg): readonly Stoppage[] {
  const { behind, instance, node } = leg;
  const { network } = behind.provider;
  // What stays inside a subnet passes no list.
  if (instance.subnetId === node.subnetId) return [];
  const toTarget = { ip: instance.ip, cidr: subnetCidr(network, instance) };
  const toNode = { ip: node.ip, cidr: subnetCidr(network, node) };
  const there = portsOf(leg).flatMap((port): readonly Passing[] => [
    { subnetId: node.subnetId, direction: "egress", ports: onePort(port), ...toTarget },
    { subnetId: instance.subnetId, direction: "ingress", ports: onePort(port), ...toNode },
  ]);
  const back: readonly Passing[] = [
    { subnetId: instance.subnetId, direction: "egress", ports: loadBalancerPorts, ...toNode },
    { subnetId: node.subnetId, direction: "ingress", ports: loadBalancerPorts, ...toTarget },
  ];
  return stoppages(network, [...there, ...back]);
}
