import { type NetworkInterface, paginateDescribeNetworkInterfaces } from "@aws-sdk/client-ec2";
import type {
  Listener,
  LoadBalancer,
  TargetGroup,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type {
  ListenerFacts,
  LoadBalancerFacts,
  TargetFacts,
  TargetGroupFacts,
} from "../core/diagnose/evidence/provider.ts";
import type { Seen } from "../core/diagnose/evidence/seen.ts";
import { toFailure } from "../core/model/failure.ts";
import { loadBalancerStates, parseState, targetStates } from "../core/model/states.ts";
import {
  describeListeners,
  describeLoadBalancers,
  describeTargetGroups,
  describeTargetHealth,
  listenerAttributes,
  loadBalancerAttributes,
  targetGroupAttributes,
} from "./balancing.ts";
import { optional } from "./mapping.ts";
import { listEc2, type Reading } from "./reading.ts";

const pageSize = 1000;

/** Target groups that nothing leads to: so many are read, because an account may have collected hundreds. */
const unusedGroups = 5;

/** Two lists, and for each load balancer its listeners and attributes, and for each listener its attributes. */
export async function readLoadBalancers(
  reading: Reading,
  arns: readonly string[],
): Promise<readonly LoadBalancerFacts[]> {
  const [found, nodes, listeners, attributes] = await Promise.all([
    describeLoadBalancers(reading, arns),
    listNodes(reading, arns),
    Promise.all(arns.map((arn) => readListeners(reading, arn))),
    Promise.all(arns.map((arn) => loadBalancerAttributes(reading, arn))),
  ]);
  return found.map((each) => {
    const index = arns.indexOf(each.LoadBalancerArn ?? "");
    const crossZone = attributes[index]?.["load_balancing.cross_zone.enabled"] === "true";
    return { ...toLoadBalancer(each, nodes), listeners: listeners[index] ?? [], crossZone };
  });
}

/** A load balancer's network interfaces: AWS tells whose they are by the description alone. */
function listNodes(reading: Reading, arns: readonly string[]): Promise<readonly NetworkInterface[]> {
  return listEc2(
    reading,
    "ec2:DescribeNetworkInterfaces",
    { description: arns.map(descriptionOf) },
    (client, input, abortSignal) =>
      paginateDescribeNetworkInterfaces({ client, pageSize }, input, { abortSignal }),
    (page) => page.NetworkInterfaces,
  );
}

function descriptionOf(arn: string): string {
  return `ELB ${arn.split(":loadbalancer/")[1] ?? ""}`;
}

async function readListeners(reading: Reading, arn: string): Promise<readonly ListenerFacts[]> {
  const found = await describeListeners(reading, arn);
  return Promise.all(
    found.map(async (listener) => {
      const attributes = await listenerAttributes(reading, listener.ListenerArn ?? "");
      return toListener(listener, attributes["tcp.idle_timeout.seconds"]);
    }),
  );
}

function toListener(listener: Listener, idleTimeout: string | undefined): ListenerFacts {
  return {
    arn: listener.ListenerArn ?? "",
    protocol: listener.Protocol ?? "",
    port: listener.Port ?? 0,
    ...optional("idleTimeoutSeconds", idleTimeout === undefined ? undefined : Number(idleTimeout)),
    forwards: forwardsOf(listener),
  };
}

/** A target group that is named alone has no weight. */
function forwardsOf({ DefaultActions = [] }: Listener): ListenerFacts["forwards"] {
  return DefaultActions.flatMap(({ TargetGroupArn, ForwardConfig }) => {
    const weighted = ForwardConfig?.TargetGroups ?? [];
    if (weighted.length === 0)
      return TargetGroupArn === undefined ? [] : [{ targetGroupArn: TargetGroupArn }];
    return weighted.map((group) => ({
      targetGroupArn: group.TargetGroupArn ?? "",
      ...optional("weight", group.Weight),
    }));
  });
}

function toLoadBalancer(
  balancer: LoadBalancer,
  interfaces: readonly NetworkInterface[],
): Omit<LoadBalancerFacts, "listeners" | "crossZone"> {
  const { LoadBalancerArn: arn = "", SecurityGroups: securityGroupIds = [] } = balancer;
  const own = interfaces.filter(({ Description }) => Description === descriptionOf(arn));
  return {
    arn,
    name: balancer.LoadBalancerName ?? "",
    state: parseState(loadBalancerStates, balancer.State?.Code),
    ...optional("stateReason", balancer.State?.Reason),
    vpcId: balancer.VpcId ?? "",
    ipAddressType: balancer.IpAddressType === "ipv4" ? "ipv4" : "dualstack",
    nodes: (balancer.AvailabilityZones ?? []).map(({ ZoneName = "", SubnetId = "" }) => ({
      zoneName: ZoneName,
      subnetId: SubnetId,
      ...optional("ip", own.find((each) => each.SubnetId === SubnetId)?.PrivateIpAddress),
    })),
    securityGroupIds,
    // Without a security group there are no rules to enforce.
    enforcesInboundRules:
      securityGroupIds.length > 0 && balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== "off",
    ...optional("sourceNatPrefix", sourceNatPrefix(balancer)),
  };
}

function sourceNatPrefix({ EnablePrefixForIpv6SourceNat: enabled }: LoadBalancer): boolean | undefined {
  return enabled === undefined ? undefined : enabled === "on";
}

/** The groups behind some load balancers, and a few in the same VPCs that nothing leads to; two calls for each of them. */
export async function readTargetGroups(
  reading: Reading,
  loadBalancerArns: readonly string[],
  vpcIds: readonly string[],
): Promise<readonly TargetGroupFacts[]> {
  const all = await describeTargetGroups(reading);
  const used = all.filter(({ LoadBalancerArns = [] }) =>
    LoadBalancerArns.some((arn) => loadBalancerArns.includes(arn)),
  );
  const unused = all.filter(
    ({ LoadBalancerArns = [], VpcId = "" }) => LoadBalancerArns.length === 0 && vpcIds.includes(VpcId),
  );
  return Promise.all([...used, ...unused.slice(0, unusedGroups)].map((each) => readGroup(reading, each)));
}

async function readGroup(reading: Reading, group: TargetGroup): Promise<TargetGroupFacts> {
  const arn = group.TargetGroupArn ?? "";
  const [health, attributes] = await Promise.all([
    describeTargetHealth(reading, arn),
    targetGroupAttributes(reading, arn),
  ]);
  const [application] = group.TargetType === "alb" ? health : [];
  const behind = application === undefined ? undefined : await applicationPorts(reading, application);
  const crossZone = attributes["load_balancing.cross_zone.enabled"];
  return {
    ...toGroup(group),
    proxyProtocol: attributes["proxy_protocol_v2.enabled"] === "true",
    crossZone: crossZone === "true" || crossZone === "false" ? crossZone === "true" : "loadBalancer",
    targets: health.map(toTarget),
    ...optional("applicationPorts", behind),
  };
}

/** One that is gone, or that nobody may look at, is a gap of its own: all the rest of the target groups is seen. */
async function applicationPorts(
  reading: Reading,
  { Target }: TargetHealthDescription,
): Promise<Seen<readonly number[]>> {
  try {
    const listeners = await describeListeners(reading, Target?.Id ?? "");
    return { seen: true, value: listeners.flatMap(({ Port }) => Port ?? []) };
  } catch (error) {
    reading.signal.throwIfAborted();
    return { seen: false, gap: { code: "refused", failure: toFailure(error) } };
  }
}

function toGroup(group: TargetGroup): Omit<TargetGroupFacts, "proxyProtocol" | "crossZone" | "targets"> {
  return {
    arn: group.TargetGroupArn ?? "",
    name: group.TargetGroupName ?? "",
    type: group.TargetType ?? "instance",
    protocol: group.Protocol ?? "",
    port: group.Port ?? 0,
    vpcId: group.VpcId ?? "",
    ...optional("ipAddressType", group.IpAddressType),
    loadBalancerArns: group.LoadBalancerArns ?? [],
    healthCheck: {
      protocol: group.HealthCheckProtocol ?? "",
      port: group.HealthCheckPort ?? "traffic-port",
      ...optional("path", group.HealthCheckPath),
      ...optional("matcher", group.Matcher?.HttpCode),
    },
  };
}

function toTarget({ Target, TargetHealth, AdministrativeOverride }: TargetHealthDescription): TargetFacts {
  return {
    id: Target?.Id ?? "",
    port: Target?.Port ?? 0,
    state: parseState(targetStates, TargetHealth?.State),
    ...optional("zoneName", Target?.AvailabilityZone),
    ...optional("reason", TargetHealth?.Reason),
    ...optional("description", TargetHealth?.Description),
    // AWS says `no_override` where there is none.
    ...optional(
      "override",
      AdministrativeOverride?.State === "no_override" ? undefined : AdministrativeOverride?.State,
    ),
  };
}
