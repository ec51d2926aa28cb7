import type { LoadBalancer, TargetGroup } from "../state/balancing.ts";

/** Whether nodes use targets of other zones: the target group decides, or leaves it to its load balancer. */
export function crossesZones(balancer: LoadBalancer, group: TargetGroup): boolean {
  const own = group.attributes.get("load_balancing.cross_zone.enabled");
  return own === "true" || (own !== "false" && balancer.crossZone);
}

/** Whether targets see a client's own address: by default only those that are registered by instance id. */
export function preservesClient(group: TargetGroup): boolean {
  const own = group.attributes.get("preserve_client_ip.enabled");
  return own === undefined ? group.targetType === "instance" : own === "true";
}

/** Whether nodes put a PROXY protocol header in front of what they send to targets. */
export function sendsProxyHeader(group: TargetGroup): boolean {
  return group.attributes.get("proxy_protocol_v2.enabled") === "true";
}
