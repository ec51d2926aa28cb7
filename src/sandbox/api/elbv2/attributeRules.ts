import type { Listener, LoadBalancer, TargetGroup } from "../../state/balancing.ts";
import { AwsError } from "../../wire/awsError.ts";

/** An attribute as the API carries it. */
export interface Attribute {
  Key?: string;
  Value?: string;
}

/** What an attribute may be: its default, and the values it takes. */
interface AttributeRule {
  initial: string;
  values: RegExp;
}

const flag = /^(true|false)$/;
const off: AttributeRule = { initial: "false", values: flag };

type Rules = Readonly<Record<string, AttributeRule>>;

/** Attributes of a load balancer. The first two are members of its state, because traffic depends on them. */
export function loadBalancerRules({ type }: Pick<LoadBalancer, "type">): Rules {
  return type === "network" ? networkRules : applicationRules;
}

const networkRules: Rules = {
  "load_balancing.cross_zone.enabled": off,
  "deletion_protection.enabled": off,
  "access_logs.s3.enabled": off,
  "access_logs.s3.bucket": { initial: "", values: /^.{0,255}$/ },
  "access_logs.s3.prefix": { initial: "", values: /^.{0,255}$/ },
  "dns_record.client_routing_policy": {
    initial: "any_availability_zone",
    values: /^(any_availability_zone|availability_zone_affinity|partial_availability_zone_affinity)$/,
  },
  "ipv6.deny_all_igw_traffic": off,
  "secondary_ips.auto_assigned.per_subnet": { initial: "0", values: /^[0-7]$/ },
  "zonal_shift.config.enabled": off,
};

const applicationRules: Rules = {
  // Cannot be switched off.
  "load_balancing.cross_zone.enabled": { initial: "true", values: /^true$/ },
  "deletion_protection.enabled": off,
  "access_logs.s3.enabled": off,
  "access_logs.s3.bucket": { initial: "", values: /^.{0,255}$/ },
  "access_logs.s3.prefix": { initial: "", values: /^.{0,255}$/ },
  "client_keep_alive.seconds": { initial: "3600", values: /^\d{2,6}$/ },
  "idle_timeout.timeout_seconds": { initial: "60", values: /^\d{1,4}$/ },
  "ipv6.deny_all_igw_traffic": off,
  "routing.http.drop_invalid_header_fields.enabled": off,
  "routing.http.preserve_host_header.enabled": off,
  "routing.http2.enabled": { initial: "true", values: flag },
  "zonal_shift.config.enabled": off,
};

const delayKey = "deregistration_delay.timeout_seconds";

/** How many seconds a target is draining after it was deregistered. */
export function deregistrationDelay(group: TargetGroup): number {
  return Number(group.attributes.get(delayKey) ?? targetGroupRules(group)[delayKey]?.initial);
}

/** Attributes of a target group, by the type of load balancer that can use it. */
export function targetGroupRules(group: TargetGroup): Rules {
  if (group.protocol === "HTTP") return httpGroupRules;
  return {
    "deregistration_delay.connection_termination.enabled": off,
    [delayKey]: { initial: "300", values: /^([0-2]?\d{1,3}|3[0-5]\d\d|3600)$/ },
    "load_balancing.cross_zone.enabled": {
      initial: "use_load_balancer_configuration",
      values: /^(true|false|use_load_balancer_configuration)$/,
    },
    // All but targets by address are shown the clients' addresses unless told otherwise.
    "preserve_client_ip.enabled": { initial: String(group.targetType !== "ip"), values: flag },
    "proxy_protocol_v2.enabled": off,
    "stickiness.enabled": off,
    "stickiness.type": { initial: "source_ip", values: /^source_ip$/ },
    "target_group_health.dns_failover.minimum_healthy_targets.count": countRule,
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": shareRule,
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": countRule,
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": shareRule,
    "target_health_state.unhealthy.connection_termination.enabled": { initial: "true", values: flag },
    "target_health_state.unhealthy.draining_interval_seconds": { initial: "0", values: /^\d{1,6}$/ },
  };
}

/** Attributes of a listener. */
export function listenerRules({ protocol }: Listener): Rules {
  return protocol === "HTTP" ? httpListenerRules : tcpListenerRules;
}

const httpListenerRules: Rules = {
  "routing.http.response.server.enabled": { initial: "true", values: flag },
};

const tcpListenerRules: Rules = {
  // 60 to 6000 seconds.
  "tcp.idle_timeout.seconds": { initial: "350", values: /^([6-9]\d|[1-9]\d\d|[1-5]\d{3}|6000)$/ },
};

const countRule: AttributeRule = { initial: "1", values: /^(off|\d{1,4})$/ };
const shareRule: AttributeRule = { initial: "off", values: /^(off|\d{1,3})$/ };

const httpGroupRules: Rules = {
  "deregistration_delay.timeout_seconds": { initial: "300", values: /^\d{1,4}$/ },
  "load_balancing.algorithm.type": {
    initial: "round_robin",
    values: /^(round_robin|least_outstanding_requests|weighted_random)$/,
  },
  "load_balancing.cross_zone.enabled": {
    initial: "use_load_balancer_configuration",
    values: /^(true|false|use_load_balancer_configuration)$/,
  },
  "slow_start.duration_seconds": { initial: "0", values: /^\d{1,3}$/ },
  "stickiness.enabled": off,
  "stickiness.type": { initial: "lb_cookie", values: /^(lb_cookie|app_cookie)$/ },
};

/** The values that a request sets, checked; throws `InvalidConfigurationRequest` for a key or a value of no rule. */
export function checkedAttributes(
  attributes: readonly Attribute[],
  rules: Rules,
): [key: string, value: string][] {
  return attributes.map(({ Key = "", Value = "" }) => {
    const rule = Object.hasOwn(rules, Key) ? rules[Key] : undefined;
    if (rule === undefined) throw refused(`Attribute key '${Key}' is not recognized`);
    if (!rule.values.test(Value))
      throw refused(`The value '${Value}' for the attribute '${Key}' is not valid`);
    return [Key, Value];
  });
}

/** All attributes of something as API output. */
export function attributesOutput(
  resource: Pick<Listener | LoadBalancer | TargetGroup, "attributes">,
  rules: Rules,
): object[] {
  return Object.entries(rules).map(([Key, { initial }]) => ({
    Key,
    Value: resource.attributes.get(Key) ?? initial,
  }));
}

export function refused(message: string): AwsError {
  return new AwsError("InvalidConfigurationRequest", message);
}
