import { isCidr } from "../../state/addresses.ts";
import { resourceId } from "../../state/ids.ts";
import { isIpv6Cidr } from "../../state/ipv6.ts";
import type { SecurityGroup, SecurityGroupRule } from "../../state/network.ts";
import { AwsError } from "../../wire/awsError.ts";

/** A permission as the API groups rules: one protocol and port range, many sources. */
export interface IpPermission {
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  IpRanges?: { CidrIp?: string; Description?: string }[];
  Ipv6Ranges?: { CidrIpv6?: string; Description?: string }[];
  PrefixListIds?: { PrefixListId?: string; Description?: string }[];
  UserIdGroupPairs?: { GroupId?: string; Description?: string }[];
}

type Source = Pick<
  SecurityGroupRule,
  "cidr" | "cidrIpv6" | "prefixListId" | "referencedGroupId" | "description"
>;

/** One rule per source of each permission. */
export function rulesFrom(permissions: IpPermission[], egress: boolean): SecurityGroupRule[] {
  return permissions.flatMap((permission) => {
    const ports = portsOf(permission);
    const sources = sourcesOf(permission);
    if (sources.length === 0) {
      throw new AwsError("MissingParameter", "Source group ID missing.");
    }
    return sources.map((source) => ({ id: resourceId("sgr"), egress, ...ports, ...source, tags: new Map() }));
  });
}

/** Whether two rules allow the same: what makes one a duplicate of the other. */
export function sameRule(a: SecurityGroupRule, b: SecurityGroupRule): boolean {
  return ruleKey(a) === ruleKey(b);
}

/** A rule in the words of AWS's messages about it. */
export function ruleText(rule: SecurityGroupRule): string {
  const peer = rule.cidr ?? rule.cidrIpv6 ?? rule.prefixListId ?? rule.referencedGroupId;
  const ports =
    rule.protocol === "-1"
      ? "ALL"
      : `${rule.protocol.toUpperCase()}, from port: ${rule.fromPort}, to port: ${rule.toPort}`;
  return `peer: ${peer}, ${ports}, ALLOW`;
}

/** A group's rules as DescribeSecurityGroups shows them: those with equal ports are one permission. */
export function permissionsOutput(group: SecurityGroup, egress: boolean): object[] {
  const rules = group.rules.filter((rule) => rule.egress === egress);
  const byPorts = Map.groupBy(rules, (rule) => `${rule.protocol} ${rule.fromPort} ${rule.toPort}`);
  return [...byPorts.values()].map((alike) => {
    const [first] = alike;
    const ports =
      first === undefined || first.protocol === "-1"
        ? {}
        : { FromPort: first.fromPort, ToPort: first.toPort };
    return { IpProtocol: first?.protocol, ...ports, ...sourcesOutput(alike, group.account) };
  });
}

function sourcesOutput(rules: SecurityGroupRule[], account: string): object {
  const described = <T extends object>(rule: SecurityGroupRule, source: T) => ({
    ...source,
    ...(rule.description === undefined ? {} : { Description: rule.description }),
  });
  return {
    IpRanges: rules
      .filter((rule) => rule.cidr !== undefined)
      .map((rule) => described(rule, { CidrIp: rule.cidr })),
    Ipv6Ranges: rules
      .filter((rule) => rule.cidrIpv6 !== undefined)
      .map((rule) => described(rule, { CidrIpv6: rule.cidrIpv6 })),
    PrefixListIds: rules
      .filter((rule) => rule.prefixListId !== undefined)
      .map((rule) => described(rule, { PrefixListId: rule.prefixListId })),
    UserIdGroupPairs: rules
      .filter((rule) => rule.referencedGroupId !== undefined)
      .map((rule) => described(rule, { GroupId: rule.referencedGroupId, UserId: account })),
  };
}

function ruleKey(rule: SecurityGroupRule): string {
  const { egress, protocol, fromPort, toPort, cidr, cidrIpv6, prefixListId, referencedGroupId } = rule;
  return JSON.stringify([
    egress,
    protocol,
    fromPort,
    toPort,
    cidr,
    cidrIpv6,
    prefixListId,
    referencedGroupId,
  ]);
}

/** Protocol numbers that AWS answers by name. */
const protocolNames: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", "1": "icmp" };

function portsOf({ IpProtocol = "", FromPort, ToPort }: IpPermission) {
  const protocol = protocolNames[IpProtocol] ?? IpProtocol.toLowerCase();
  if (protocol === "-1") return { protocol, fromPort: -1, toPort: -1 };
  if (!["tcp", "udp", "icmp", "icmpv6"].includes(protocol)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Invalid value '${IpProtocol}' for IP protocol. Unknown protocol.`,
    );
  }
  if (FromPort === undefined || ToPort === undefined || (protocol !== "icmp" && FromPort > ToPort)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Invalid value for portRange. Must specify both from and to ports with TCP/UDP.`,
    );
  }
  return { protocol, fromPort: FromPort, toPort: ToPort };
}

function sourcesOf(permission: IpPermission): Source[] {
  const text = (Description: string | undefined) =>
    Description === undefined ? {} : { description: Description };
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  return [
    ...IpRanges.map(({ CidrIp = "", Description }) => ({ cidr: checkedCidr(CidrIp), ...text(Description) })),
    ...Ipv6Ranges.map(({ CidrIpv6 = "", Description }) => ({
      cidrIpv6: checkedIpv6Cidr(CidrIpv6),
      ...text(Description),
    })),
    ...PrefixListIds.map(({ PrefixListId = "", Description }) => ({
      prefixListId: PrefixListId,
      ...text(Description),
    })),
    ...UserIdGroupPairs.map(({ GroupId = "", Description }) => ({
      referencedGroupId: GroupId,
      ...text(Description),
    })),
  ];
}

function checkedCidr(cidr: string): string {
  if (isCidr(cidr)) return cidr;
  throw new AwsError("InvalidParameterValue", `CIDR block ${cidr} is malformed`);
}

function checkedIpv6Cidr(cidr: string): string {
  if (isIpv6Cidr(cidr)) return cidr;
  throw new AwsError("InvalidParameterValue", `CIDR block ${cidr} is malformed`);
}
