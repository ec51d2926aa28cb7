import { reachesAwsService } from "../network/serviceAccess.ts";
import type { Clock } from "../state/clock.ts";
import type { Instance } from "../state/compute.ts";
import { letsAgentRegister, type Role } from "../state/identity.ts";
import type { World } from "../state/world.ts";

/** What the agent talks to: its commands come over the second. */
const agentServices = ["ssm", "ssmmessages"];

/** The agent of an instance registers when its role lets it and it can reach Systems Manager. */
export function registerAgent(instance: Instance, world: World, clock: Clock): void {
  const online = agentServices.every((service) => reachesAwsService(world, instance, service));
  const mayRegister = letsAgentRegister(world, instance.instanceProfileArn) && online;
  const known = world.managedInstances.get(instance.id);
  if (instance.state !== "running" || (!mayRegister && known === undefined)) return;
  const registeredAt = known?.registeredAt ?? clock.now();
  world.managedInstances.set(instance.id, { instanceId: instance.id, pingStatus: "Online", registeredAt });
}

/** Agents of a VPC that have not got through to Systems Manager try again: something on their way has changed. */
export function retryAgents(vpcId: string, world: World, clock: Clock): void {
  for (const instance of world.instances.values()) {
    if (instance.vpcId !== vpcId || world.managedInstances.has(instance.id)) continue;
    clock.later("agentRegistering", () => registerAgent(instance, world, clock));
  }
}

/** The agents of a role's running instances try again: they notice a new policy by themselves. */
export function rolesAgents(role: Role, world: World, clock: Clock): void {
  const profiles = [...world.instanceProfiles.values()].filter(({ roleArn }) => roleArn === role.arn);
  for (const instance of world.instances.values()) {
    if (!profiles.some(({ arn }) => arn === instance.instanceProfileArn)) continue;
    clock.later("agentRegistering", () => registerAgent(instance, world, clock));
  }
}
