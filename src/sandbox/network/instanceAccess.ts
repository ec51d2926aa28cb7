import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { admits, type Peer } from "./securityRules.ts";
import { drop, type Passage, refuse } from "./verdict.ts";

/** Whether a connection from a peer reaches an application on an instance. */
export function reachInstance(world: World, instance: Instance, port: number, peer: Peer): Passage<Instance> {
  // A host that does not run answers nothing, not even with a reset.
  if (instance.state !== "running") return drop(`${instance.id} is ${instance.state}`);
  if (!admits(world, instance.securityGroupIds, "ingress", port, peer)) {
    return drop(`the security groups of ${instance.id} do not admit ${peer.ip} on port ${port}`);
  }
  const { application } = instance;
  if (application === undefined || !application.listening || application.port !== port) {
    return refuse(`nothing listens on port ${port} of ${instance.id}`);
  }
  if (
    application.host !== "0.0.0.0" &&
    application.host !== "::" &&
    application.host !== instance.privateIp
  ) {
    return refuse(`the application of ${instance.id} only listens on ${application.host}`);
  }
  return { next: instance };
}
