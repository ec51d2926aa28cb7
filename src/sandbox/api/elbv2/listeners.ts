import { freshChecks, type Listener, type LoadBalancer, type TargetGroup } from "../../state/balancing.ts";
import { tagsFrom } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import {
  type MarkedPage,
  markedPage,
  newArn,
  ownListener,
  ownLoadBalancer,
  ownTargetGroup,
} from "./resources.ts";
import { loadBalancersUsing } from "./targetGroups.ts";
import { isTarget } from "./targetRules.ts";

interface Action {
  Type?: string;
  TargetGroupArn?: string;
  ForwardConfig?: { TargetGroups?: { TargetGroupArn?: string; Weight?: number }[] };
}

interface CreateListener {
  LoadBalancerArn: string;
  Protocol?: string;
  Port?: number;
  DefaultActions: Action[];
  Tags?: { Key: string; Value?: string }[];
}

interface ModifyListener {
  ListenerArn: string;
  Protocol?: string;
  Port?: number;
  DefaultActions?: Action[];
}

interface DescribeListeners extends MarkedPage {
  LoadBalancerArn?: string;
  ListenerArns?: string[];
}

export function createListener(input: CreateListener, call: Call): object {
  const balancer = ownLoadBalancer(input.LoadBalancerArn, call);
  const { Protocol, Port } = input;
  if (Protocol === undefined || Port === undefined) {
    throw new AwsError("ValidationError", "A listener protocol and port must be specified");
  }
  checkProtocol(Protocol, balancer);
  checkPort(Port, balancer, call);
  const group = forwardedTo(input.DefaultActions, balancer, call);
  const listener: Listener = {
    ...ownedBy(call, tagsFrom(input.Tags)),
    arn: newArn(`listener/${balancer.arn.split("loadbalancer/")[1]}`, call),
    loadBalancerArn: balancer.arn,
    protocol: Protocol,
    port: Port,
    targetGroupArn: group.arn,
    ...weightOf(input.DefaultActions),
    attributes: new Map(),
    createdAt: call.clock.now(),
  };
  call.world.listeners.set(listener.arn, listener);
  startChecks(group, call);
  return { Listeners: [listenerOutput(listener)] };
}

export function describeListeners(input: DescribeListeners, call: Call): object {
  const byArn = input.ListenerArns?.map((arn) => ownListener(arn, call));
  if (byArn === undefined && input.LoadBalancerArn === undefined) {
    throw new AwsError("ValidationError", "You must specify either listener ARNs or a load balancer ARN");
  }
  const chosen = byArn ?? listenersOf(ownLoadBalancer(input.LoadBalancerArn ?? "", call), call);
  const { items, next } = markedPage(chosen, input);
  return { Listeners: items.map(listenerOutput), ...next };
}

/** A changed listener keeps its ARN; what the request does not name stays. */
export function modifyListener(input: ModifyListener, call: Call): object {
  const listener = ownListener(input.ListenerArn, call);
  const balancer = ownLoadBalancer(listener.loadBalancerArn, call);
  const { Protocol = listener.protocol, Port = listener.port, DefaultActions } = input;
  checkProtocol(Protocol, balancer);
  if (Port !== listener.port) {
    checkUnused(listener, call);
    checkPort(Port, balancer, call);
  }
  const group = DefaultActions === undefined ? undefined : forwardedTo(DefaultActions, balancer, call);
  if (group !== undefined && group.arn !== listener.targetGroupArn) startChecks(group, call);
  const targetGroupArn = group?.arn ?? listener.targetGroupArn;
  Object.assign(listener, { protocol: Protocol, port: Port, targetGroupArn });
  if (DefaultActions !== undefined) {
    delete listener.weight;
    Object.assign(listener, weightOf(DefaultActions));
  }
  return { Listeners: [listenerOutput(listener)] };
}

export function deleteListener(input: { ListenerArn: string }, call: Call): object {
  const listener = ownListener(input.ListenerArn, call);
  checkUnused(listener, call);
  call.world.listeners.delete(listener.arn);
  return {};
}

/** Nothing checks a target's health before a listener uses its group. */
function startChecks(group: TargetGroup, call: Call): void {
  for (const target of group.targets) target.checks = freshChecks(call.clock.now());
}

/** The port of a load balancer that is another one's target is needed. */
function checkUnused({ loadBalancerArn, port }: Listener, call: Call): void {
  if (!isTarget(loadBalancerArn, port, call)) return;
  const use = `is in use by registered target '${loadBalancerArn}' and cannot be removed.`;
  throw new AwsError("ResourceInUse", `Listener port '${port}' ${use}`);
}

/** What each type of load balancer listens for on AWS; the sandbox only has the first. */
const protocols: Readonly<Record<LoadBalancer["type"], readonly string[]>> = {
  network: ["TCP", "TLS", "UDP", "TCP_UDP"],
  application: ["HTTP", "HTTPS"],
};

function checkProtocol(protocol: string, { type }: LoadBalancer): void {
  const possible = protocols[type];
  if (protocol === possible[0]) return;
  if (!possible.includes(protocol)) {
    const choice = `must be one of '${possible.join(", ")}'`;
    throw new AwsError("ValidationError", `Listener protocol '${protocol}' ${choice}`);
  }
  throw new AwsError("UnsupportedProtocol", `The sandbox has no listeners for the protocol ${protocol}.`);
}

function checkPort(port: number, balancer: LoadBalancer, call: Call): void {
  if (port < 1 || port > 65_535) throw new AwsError("ValidationError", `The port '${port}' is not valid`);
  if (!listenersOf(balancer, call).some((listener) => listener.port === port)) return;
  const message = `A listener already exists on this port for this load balancer '${balancer.arn}'`;
  throw new AwsError("DuplicateListener", message);
}

function listenersOf(balancer: LoadBalancer, call: Call): Listener[] {
  return owned(call.world.listeners, call).filter((listener) => listener.loadBalancerArn === balancer.arn);
}

/** The one target group that a listener forwards to. A group can serve one load balancer only. */
function forwardedTo(actions: Action[], balancer: LoadBalancer, call: Call): TargetGroup {
  const [action] = actions;
  const arn = action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn;
  if (action?.Type !== "forward" || arn === undefined) {
    const message = "A listener must forward to a target group: the sandbox has no other actions.";
    throw new AwsError("InvalidLoadBalancerAction", message);
  }
  const group = ownTargetGroup(arn, call);
  if (group.vpcId !== balancer.vpcId) {
    throw new AwsError(
      "InvalidConfigurationRequest",
      "The target group and the load balancer are in different VPCs",
    );
  }
  checkFit(group, balancer);
  if (loadBalancersUsing(arn, call).some((other) => other !== balancer.arn)) {
    const message = `The following target groups cannot be associated with more than one load balancer: ${arn}`;
    throw new AwsError("TargetGroupAssociationLimit", message);
  }
  return group;
}

/** Throws unless this type of load balancer can send to a group (ledger: incompatible-protocols). */
function checkFit(group: TargetGroup, balancer: LoadBalancer): void {
  const [protocol] = protocols[balancer.type];
  if (group.protocol !== protocol) {
    const other = `a target group with the protocol '${group.protocol}'`;
    throw new AwsError(
      "IncompatibleProtocols",
      `Listener protocol '${protocol}' is not supported with ${other}`,
    );
  }
  if (group.ipAddressType === "ipv6" && balancer.ipAddressType !== "dualstack") {
    throw new AwsError(
      "InvalidConfigurationRequest",
      "A load balancer must have the IP address type dualstack to forward to an IPv6 target group",
    );
  }
}

/** The weight of the one target group, where a request names it. */
function weightOf([action]: Action[] = []): Pick<Listener, "weight"> {
  const weight = action?.ForwardConfig?.TargetGroups?.[0]?.Weight;
  if (weight === undefined) return {};
  if (Number.isInteger(weight) && weight >= 0 && weight <= 999) return { weight };
  throw new AwsError("ValidationError", `The weight '${weight}' must be between 0 and 999`);
}

function listenerOutput(listener: Listener): object {
  const { targetGroupArn: TargetGroupArn, weight } = listener;
  const group = weight === undefined ? { TargetGroupArn } : { TargetGroupArn, Weight: weight };
  const ForwardConfig = { TargetGroups: [group] };
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Protocol: listener.protocol,
    Port: listener.port,
    DefaultActions: [{ Type: "forward", TargetGroupArn, ForwardConfig }],
  };
}
