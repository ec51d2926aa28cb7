import type { LoadBalancer, TargetGroup } from "../state/balancing.ts";

/** Whether nodes use targets of other zones: the target group decides, or leaves it to its load balancer. */
export function crossesZones(balancer: LoadBalancer, group: TargetGroup): boolean {
  const own = group.attributes.get("load_balancing.cross_zone.enabled");
  return own === "true" || (own !== "false" && balancer.crossZone);
}

/**
 * Whether targets of a Network Load Balancer see a client's own address: by default all but those that are registered
 * by address. Those of an Application Load Balancer never do.
 */
export function preservesClient(group: TargetGroup): boolean {
  if (group.protocol !== "TCP") return false;
  const own = group.attributes.get("preserve_client_ip.enabled");
  return own === undefined ? group.targetType !== "ip" : own === "true";
}

/** Whether nodes put a PROXY protocol header in front of what they send to targets. */
export function sendsProxyHeader(group: TargetGroup): boolean {
  return group.attributes.get("proxy_protocol_v2.enabled") === "true";
}
