import type { TargetGroup } from "../../state/balancing.ts";
import type { Vpc } from "../../state/network.ts";
import { refused } from "./attributeRules.ts";

/** What a target group is for good. */
export type Kind = Pick<TargetGroup, "protocol" | "targetType" | "ipAddressType">;

interface KindRequest {
  Protocol?: string;
  TargetType?: string;
  IpAddressType?: string;
}

/** The kind that a request asks for; throws `InvalidConfigurationRequest` for what does not go together. */
export function checkedKind(input: KindRequest, vpc: Vpc): Kind {
  const { Protocol: protocol, TargetType: targetType = "instance", IpAddressType: ipAddressType } = input;
  if (protocol !== "TCP" && protocol !== "HTTP")
    throw refused("The sandbox only has target groups for the protocols TCP and HTTP.");
  if (targetType !== "instance" && targetType !== "ip" && targetType !== "alb")
    throw refused(`The sandbox has no target groups of the type ${targetType}.`);
  if (targetType === "alb" && protocol !== "TCP")
    throw refused(`Protocol '${protocol}' is not supported with the target type 'alb'`);
  if (ipAddressType !== "ipv6") return { protocol, targetType, ipAddressType: "ipv4" };
  if (targetType === "alb")
    throw refused("IP address type 'ipv6' is not supported with the target type 'alb'");
  if (vpc.ipv6Cidr === undefined)
    throw refused(`The VPC '${vpc.id}' of an IPv6 target group must have an associated IPv6 CIDR block`);
  return { protocol, targetType, ipAddressType };
}
