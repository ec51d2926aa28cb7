import type { PlanContext } from "./context.ts";
import { crossZone, elbChange, type Named } from "./elbChange.ts";
import type { Input, Step } from "./step.ts";

/** Inbound rules apply to PrivateLink traffic, or do not. AWS wants the groups named too, even if they stay. */
export function setEnforcement(
  { scope }: PlanContext,
  { arn, name }: Named,
  securityGroupIds: readonly string[],
  enforced: boolean,
): Step {
  const input = (on: boolean): Input => ({
    LoadBalancerArn: arn,
    SecurityGroups: securityGroupIds,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: on ? "on" : "off",
  });
  return elbChange(scope, "enforcement", "elasticloadbalancing:SetSecurityGroups", {
    input: input(enforced),
    back: input(!enforced),
    subject: enforced ? { code: "named", name } : { code: "enforcementOff", name },
  });
}

/** Nodes use targets of every zone. */
export function crossZones({ scope }: PlanContext, { arn, name }: Named): Step {
  const input = (value: string): Input => ({
    LoadBalancerArn: arn,
    Attributes: [{ Key: crossZone, Value: value }],
  });
  return elbChange(scope, "cross-zone", "elasticloadbalancing:ModifyLoadBalancerAttributes", {
    input: input("true"),
    back: input("false"),
    subject: { code: "crossZoneOn", name },
  });
}

/** Adds subnets to those that a load balancer has. AWS takes none away while endpoints are connected: no way back. */
export function addSubnets(
  { scope }: PlanContext,
  { arn, name }: Named,
  present: readonly string[],
  added: readonly string[],
): Step {
  return elbChange(scope, "subnets", "elasticloadbalancing:SetSubnets", {
    input: { LoadBalancerArn: arn, Subnets: [...present, ...added] },
    subject: { code: "subnets", name, added },
  });
}

/** IPv6 beside IPv4. Its subnets need an IPv6 block each. */
export function setDualstack({ scope }: PlanContext, { arn, name }: Named): Step {
  const input = (IpAddressType: string): Input => ({ LoadBalancerArn: arn, IpAddressType });
  return elbChange(scope, "address-type", "elasticloadbalancing:SetIpAddressType", {
    input: input("dualstack"),
    back: input("ipv4"),
    subject: { code: "named", name },
  });
}

/** A listener forwards to one target group, with its full weight; back to what it forwarded to before. */
export function forwardTo(
  { scope }: PlanContext,
  listener: { readonly arn: string; readonly port: number },
  targetGroup: Named,
  before: readonly Input[],
): Step {
  const input = (TargetGroups: readonly Input[]): Input => ({
    ListenerArn: listener.arn,
    DefaultActions: [{ Type: "forward", ForwardConfig: { TargetGroups } }],
  });
  return elbChange(scope, "listener", "elasticloadbalancing:ModifyListener", {
    input: input([{ TargetGroupArn: targetGroup.arn, Weight: 1 }]),
    back: input(before),
    subject: { code: "listener", port: listener.port, targetGroup: targetGroup.name },
  });
}

/** The seconds after which a listener forgets a silent TCP connection. */
export function setIdleTimeout({ scope }: PlanContext, { arn, name }: Named, from: number, to: number): Step {
  const input = (seconds: number): Input => ({
    ListenerArn: arn,
    Attributes: [{ Key: "tcp.idle_timeout.seconds", Value: String(seconds) }],
  });
  return elbChange(scope, "idle-timeout", "elasticloadbalancing:ModifyListenerAttributes", {
    input: input(to),
    back: input(from),
    subject: { code: "named", name },
  });
}
