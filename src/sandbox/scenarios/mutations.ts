import type { Instance } from "../state/compute.ts";
import type { Endpoint, EndpointService } from "../state/privateLink.ts";
import type { World } from "../state/world.ts";

/*
 * Named ways to break, or to mend, one thing in a running sandbox: what people do by mistake in a console, without the
 * checks that the API would make. Each takes the name (the `Name` tag) or id of what it changes; without one, there
 * must be exactly one that it can mean.
 */

/** Removes every inbound rule of an endpoint's security groups: the endpoint's interfaces drop what clients send. */
export function closeEndpointSecurityGroup(world: World, endpoint?: string): void {
  closeGroups(world, endpointOf(world, endpoint).securityGroupIds);
}

/** Removes every inbound rule of a load balancer's security groups: with enforcement on, its nodes drop everything. */
export function closeLoadBalancerSecurityGroup(world: World, loadBalancer?: string): void {
  closeGroups(world, loadBalancerOf(world, loadBalancer).securityGroupIds);
}

/** Removes every inbound rule of an application instance's security groups: load balancer and health checks time out. */
export function closeTargetSecurityGroup(world: World, instance?: string): void {
  closeGroups(world, applicationInstance(world, instance).securityGroupIds);
}

/** The load balancer no longer looks at its inbound rules for what comes through PrivateLink. */
export function stopEnforcingOnPrivateLink(world: World, loadBalancer?: string): void {
  loadBalancerOf(world, loadBalancer).enforceInboundRulesOnPrivateLink = false;
}

/** Removes a load balancer's listeners: packets to its port vanish. */
export function removeListener(world: World, loadBalancer?: string): void {
  const { arn } = loadBalancerOf(world, loadBalancer);
  for (const listener of world.listeners.values())
    if (listener.loadBalancerArn === arn) world.listeners.delete(listener.arn);
}

/** Removes every target of a target group. */
export function detachTargets(world: World, targetGroup?: string): void {
  only("target group", world.targetGroups.values(), targetGroup, ({ name }) => name).targets = [];
}

/** The application ends; its instance runs on and refuses connections to the port. */
export function stopApplication(world: World, instance?: string): void {
  const { application } = applicationInstance(world, instance);
  if (application !== undefined) application.listening = false;
}

/** The instance of an application is stopped, at once. */
export function stopInstance(world: World, instance?: string): void {
  applicationInstance(world, instance).state = "stopped";
}

/** The connection of an endpoint is accepted, and carries traffic at once. */
export function acceptConnection(world: World, endpoint?: string): void {
  endpointOf(world, endpoint).state = "available";
}

/** The connection of an endpoint is rejected. */
export function rejectConnection(world: World, endpoint?: string): void {
  endpointOf(world, endpoint).state = "rejected";
}

/** The connection of an endpoint waits for acceptance again. */
export function awaitAcceptanceAgain(world: World, endpoint?: string): void {
  endpointOf(world, endpoint).state = "pendingAcceptance";
}

/** Nobody answered the request of an endpoint in time. */
export function expireRequest(world: World, endpoint?: string): void {
  endpointOf(world, endpoint).state = "expired";
}

/** An endpoint could not be made, for the given reason. */
export function failEndpoint(world: World, message: string, endpoint?: string): void {
  const failed = endpointOf(world, endpoint);
  failed.state = "failed";
  failed.lastError = { code: "InternalError", message };
  failed.failureReason = message;
}

/** A principal is no longer allowed on a service. Connections that it has stay. Without a principal, nobody is allowed. */
export function removePrincipal(world: World, principal?: string, service?: string): void {
  const found = serviceOf(world, service);
  found.permissions = found.permissions.filter(
    (each) => principal !== undefined && each.principal !== principal,
  );
}

/** The agent of an instance loses its connection to Systems Manager. */
export function loseAgent(world: World, instance?: string): void {
  const lost = only("managed instance", world.managedInstances.values(), instance, ({ instanceId }) =>
    nameOf(world.instances.get(instanceId)),
  );
  lost.pingStatus = "ConnectionLost";
}

function closeGroups(world: World, ids: readonly string[]): void {
  for (const id of ids) {
    const group = world.securityGroups.get(id);
    if (group !== undefined) group.rules = group.rules.filter(({ egress }) => egress);
  }
}

function endpointOf(world: World, wanted?: string): Endpoint {
  return only("endpoint", world.endpoints.values(), wanted, nameOf);
}

function serviceOf(world: World, wanted?: string): EndpointService {
  return only("endpoint service", world.endpointServices.values(), wanted, nameOf);
}

function loadBalancerOf(world: World, wanted?: string) {
  return only("load balancer", world.loadBalancers.values(), wanted, ({ name }) => name);
}

function applicationInstance(world: World, wanted?: string): Instance {
  const withApplication = [...world.instances.values()].filter(
    ({ application }) => application !== undefined,
  );
  return only("instance with an application", withApplication, wanted, nameOf);
}

function nameOf(resource: { tags: ReadonlyMap<string, string> } | undefined): string | undefined {
  return resource?.tags.get("Name");
}

/** The one that is meant; a mutation that hits nothing would make a test prove nothing. */
function only<T extends object>(
  kind: string,
  all: Iterable<T>,
  wanted: string | undefined,
  name: (item: T) => string | undefined,
): T {
  const items = [...all];
  const found =
    wanted === undefined ? items : items.filter((item) => [name(item), idOf(item)].includes(wanted));
  const [item] = found;
  if (item !== undefined && found.length === 1) return item;
  throw new Error(
    `The world has ${found.length} of the kind ${kind}${wanted === undefined ? "" : ` called ${wanted}`}, not one.`,
  );
}

function idOf(item: object): unknown {
  for (const member of ["id", "arn", "instanceId"])
    if (Object.hasOwn(item, member)) return Reflect.get(item, member);
  return undefined;
}
