import type { VpcEndpoint } from "../../../model/endpoint.ts";
import { displayName } from "../../../model/tags.ts";
import { endpointChangePlan } from "../../../plan/endpointChanges.ts";
import type { ProbeAttempt } from "../../../probe/report.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import type { Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";

/** C1: a name of some endpoint, but not of this one: mistyped, or from one that was deleted. */
export const staleName: Rule = (facts, { host }) => {
  const endpoint = seenValue(facts.consumer?.endpoint);
  if (endpoint === undefined || host === undefined || !/^vpce-[^.]+\.vpce-svc-[^.]+\./.test(host)) return [];
  if (endpoint.dnsNames.includes(host)) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
  const [regional = ""] = endpoint.dnsNames;
  return [
    found("C1", {
      parameters: { endpoint: displayName(endpoint), host, name: regional },
      proof: [wrong("VpcEndpoints[0].DnsEntries[].DnsName", endpoint.dnsNames.join(", "))],
      fixes: [textFix("consumer", "useName")],
    }),
  ];
};

/** C11: the instance that the test ran on knows addresses that the endpoint does not have. */
export const oldAddresses: Rule = (facts, _, test) => {
  const current = seenItems(facts.consumer?.interfaces).map(({ ip }) => ip);
  const names = test?.attempts.filter(({ kind }) => kind === "name") ?? [];
  const old = names.flatMap((attempt) => strangers(attempt, current));
  if (test === undefined || current.length === 0 || old.length === 0) return [];
  const addresses = [...new Set(old)].join(", ");
  const { wrong } = proofFrom({ operation: "ssm:GetCommandInvocation", resource: test.instanceId });
  const asked = { operation: "ec2:DescribeNetworkInterfaces", resource: test.request.endpointId } as const;
  return [
    found("C11", {
      parameters: { instance: test.instanceName, addresses, current: current.join(", ") },
      proof: [
        wrong("StandardOutputContent: addresses of the name", addresses),
        proofFrom(asked).asSet("NetworkInterfaces[].PrivateIpAddress", current.join(", ")),
      ],
    }),
  ];
};

/** Names that the VPC's own resolver does not know either are another matter. */
function strangers({ addresses }: ProbeAttempt, current: readonly string[]): readonly string[] {
  const { system = [], vpc = [] } = addresses ?? {};
  if (!vpc.some((ip) => current.includes(ip))) return [];
  return system.filter((ip) => !current.includes(ip) && !ip.includes(":"));
}

/** C12: the endpoint's names have IPv6 addresses only, and the client has none. */
export const recordsOfOtherFamily: Rule = (facts) => {
  const { consumer } = facts;
  const endpoint = seenValue(consumer?.endpoint);
  if (consumer === undefined || endpoint === undefined) return [];
  const records = endpoint.recordType ?? endpoint.ipAddressType;
  const client = seenValue(consumer.client);
  const subnet = seenItems(consumer.network.subnets).find(({ id }) => id === client?.subnetId);
  if (records !== "ipv6" || client === undefined || subnet === undefined) return [];
  if (subnet.ipv6Cidr !== undefined) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
  const { asSet } = proofFrom({ operation: "ec2:DescribeSubnets", resource: subnet.id });
  return [
    found("C12", {
      parameters: {
        endpoint: displayName(endpoint),
        client: displayName(client),
        subnet: displayName(subnet),
      },
      proof: [
        wrong("VpcEndpoints[0].DnsOptions.DnsRecordIpType", records),
        asSet("Subnets[0].Ipv6CidrBlockAssociationSet", ""),
      ],
      fixes: bothFamilies(facts, endpoint),
    }),
  ];
};

/** An endpoint without IPv4 would need other subnets for it. */
function bothFamilies(facts: Evidence, endpoint: VpcEndpoint): readonly Fix[] {
  if (endpoint.ipAddressType === "ipv6") return [];
  const to = endpoint.ipAddressType ?? "ipv4";
  return planFix(facts, {
    cause: "C12",
    code: "answerIpv4",
    side: "consumer",
    consequence: "interrupts",
    plan: (context) => endpointChangePlan(context, endpoint, { kind: "addressType", to }),
  });
}
