import type { IpPermission, SecurityGroup as SdkSecurityGroup } from "@aws-sdk/client-ec2";
import type { IngressPermission, SecurityGroup } from "../core/model/securityGroup.ts";
import { optional } from "./mapping.ts";

export function toSecurityGroup(group: SdkSecurityGroup): SecurityGroup {
  return {
    id: group.GroupId ?? "",
    name: group.GroupName ?? "",
    vpcId: group.VpcId ?? "",
    ingress: (group.IpPermissions ?? []).map(toPermission),
  };
}

function toPermission(permission: IpPermission): IngressPermission {
  const ipv4 = (permission.IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []);
  const ipv6 = (permission.Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []);
  return {
    protocol: permission.IpProtocol ?? "",
    ...optional("fromPort", permission.FromPort),
    ...optional("toPort", permission.ToPort),
    cidrs: [...ipv4, ...ipv6],
    groupIds: (permission.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  };
}
