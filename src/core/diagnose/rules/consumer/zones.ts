import type { VpcEndpoint } from "../../../model/endpoint.ts";
import { isDead } from "../../../model/endpoint.ts";
import { displayName } from "../../../model/tags.ts";
import { endpointChangePlan } from "../../../plan/endpointChanges.ts";
import type { CauseId } from "../../cause.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { SubnetFacts } from "../../evidence/network.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import type { Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";

/** B10: a zonal name of the endpoint, of a zone in which it has no interface. */
export const missingZone: Rule = (facts, { host }) => {
  const endpoint = seenValue(facts.consumer?.endpoint);
  const zoneName = endpoint && zoneOfName(endpoint, host);
  if (endpoint === undefined || host === undefined || zoneName === undefined) return [];
  if (endpoint.dnsNames.includes(host)) return [];
  const { wrong, asSet } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
  return [
    found("B10", {
      parameters: { endpoint: displayName(endpoint), zone: zoneName, host },
      proof: [
        wrong("VpcEndpoints[0].DnsEntries[].DnsName", endpoint.dnsNames.join(", ")),
        asSet("VpcEndpoints[0].SubnetIds", endpoint.subnetIds.join(", ")),
      ],
      fixes: [
        ...addSubnet(facts, "B10", endpoint, (subnet) => subnet.zoneName === zoneName),
        textFix("consumer", "useRegionalName"),
      ],
    }),
  ];
};

/** B11: when the only zone has trouble, so has every client. */
export const singleZone: Rule = (facts) => {
  const endpoint = seenValue(facts.consumer?.endpoint);
  if (endpoint?.type !== "Interface" || endpoint.subnetIds.length !== 1 || isGone(endpoint)) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
  const [{ zoneName = "" } = {}] = seenItems(facts.consumer?.interfaces);
  return [
    found("B11", {
      parameters: { endpoint: displayName(endpoint), zone: zoneName },
      proof: [wrong("VpcEndpoints[0].SubnetIds", endpoint.subnetIds.join(", "))],
      fixes: addSubnet(facts, "B11", endpoint, () => true),
    }),
  ];
};

function isGone({ state }: VpcEndpoint): boolean {
  return isDead(state) || state === "deleting" || state === "deleted";
}

/** Zonal names are the regional one with the zone's name behind its first label. */
function zoneOfName({ dnsNames }: VpcEndpoint, host = ""): string | undefined {
  const [regional = ""] = dnsNames;
  const [label = "", ...rest] = regional.split(".");
  if (label === "" || !host.startsWith(`${label}-`) || !host.endsWith(`.${rest.join(".")}`)) return undefined;
  return host.slice(label.length + 1, -rest.join(".").length - 1);
}

/** A subnet of another zone in which the service is, with an address to spare. */
function addSubnet(
  facts: Evidence,
  cause: CauseId,
  endpoint: VpcEndpoint,
  fits: (subnet: SubnetFacts) => boolean,
): readonly Fix[] {
  const subnets = seenItems(facts.consumer?.network.subnets).filter(({ vpcId }) => vpcId === endpoint.vpcId);
  const zones = subnets.filter(({ id }) => endpoint.subnetIds.includes(id)).map(({ zoneId }) => zoneId);
  const offered = seenValue(facts.consumer?.offered)?.zoneIds ?? [];
  const added = subnets.find(
    (subnet) =>
      !zones.includes(subnet.zoneId) &&
      offered.includes(subnet.zoneId) &&
      subnet.freeAddresses > 0 &&
      fits(subnet),
  );
  if (added === undefined) return [];
  const ids = [...endpoint.subnetIds, added.id];
  return planFix(facts, {
    cause,
    code: "addSubnet",
    side: "consumer",
    consequence: "cost",
    plan: (context) => endpointChangePlan(context, endpoint, { kind: "subnets", ids }),
  });
}
