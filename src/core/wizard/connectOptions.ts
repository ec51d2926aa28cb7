import type { VpcDns } from "../model/network.ts";
import type { Loadable } from "../model/snapshot.ts";
import { displayName, parseTags, type Tags } from "../model/tags.ts";
import type { InterfacePlacement, PrivateDns } from "../plan/connectIntent.ts";
import type { VpcDnsAttribute } from "../plan/step.ts";
import type { NetworkAnswer } from "./connectNetwork.ts";
import type { ServiceAnswer } from "./connectService.ts";
import type { Facts } from "./facts.ts";
import type { Fields } from "./fields.ts";
import {
  type Field,
  lookupNotices,
  type Notice,
  type Option,
  type PrivateNameObstacle,
  type Section,
  section,
} from "./form.ts";

export interface OptionsAnswer {
  readonly section: Section;
  readonly acceptAs: InterfacePlacement["acceptAs"];
  readonly privateDns: PrivateDns;
  readonly ipAddressType: InterfacePlacement["ipAddressType"];
  readonly recordType: InterfacePlacement["recordType"];
  readonly tags: Tags;
}

/** What may be left as it is: acceptance by the open owner, private DNS, address families, tags. */
export function optionsSection(
  fields: Fields,
  facts: Facts,
  service: ServiceAnswer,
  network: NetworkAnswer,
): OptionsAnswer {
  const tags = fields.text("tags", "", (text) => {
    const parsed = parseTags(text);
    return parsed.ok ? undefined : { code: "tag", text: parsed.text };
  });
  const parsed = parseTags(tags.value);
  const common = { tags: parsed.ok ? parsed.tags : {} };
  if (service.isGateway) {
    const nothing = { acceptAs: undefined, privateDns: { when: "never" }, recordType: undefined } as const;
    return { ...common, ...nothing, ipAddressType: "ipv4", section: section("options", [tags]) };
  }
  const accept = acceptField(fields, service);
  const dns = privateDnsField(fields, facts, service, network);
  const family = familyField(fields, service, network);
  const records = recordsField(fields, family.value);
  const optional = [accept, dns].filter((field) => field !== undefined);
  return {
    ...common,
    section: section("options", [...optional, family, ...(records ? [records] : []), tags]),
    acceptAs:
      accept?.value === true && service.open !== undefined
        ? { scope: bareScope(service.open.scope), serviceId: service.open.service.id }
        : undefined,
    privateDns: privateDnsOf(facts, service, network, dns?.value === true),
    ipAddressType: family.value === "dualstack" || family.value === "ipv6" ? family.value : "ipv4",
    recordType:
      records?.value === "ipv4" || records?.value === "ipv6" || records?.value === "dualstack"
        ? records.value
        : undefined,
  };
}

function bareScope({ profile, region }: { readonly profile: string; readonly region: string }) {
  return { profile, region };
}

/** Whoever holds the provider's profile too can let the plan accept. */
function acceptField(fields: Fields, { open, offered }: ServiceAnswer) {
  if (open === undefined || offered?.acceptanceRequired !== true) return undefined;
  return fields.flag("acceptHere", false, () => [
    { code: "acceptsAs", owner: open.scope.alias ?? open.scope.account },
  ]);
}

function privateDnsField(fields: Fields, facts: Facts, service: ServiceAnswer, network: NetworkAnswer) {
  const { offered } = service;
  const name = offered?.privateDnsName;
  if (offered === undefined || name === undefined) return undefined;
  const rival = rivalOf(facts, network, name);
  const obstacle: PrivateNameObstacle | undefined = !offered.privateDnsVerified
    ? { code: "privateNameUnverified", name }
    : rival === undefined
      ? undefined
      : { code: "privateNameTaken", name, endpoint: rival };
  const dns = vpcDnsOf(facts, network);
  const field = fields.flag("privateDns", obstacle === undefined, (on) =>
    on
      ? dnsNotices(dns, offered.acceptanceRequired, name)
      : obstacle === undefined
        ? []
        : [{ code: "privateDnsNotOffered", obstacle }],
  );
  return field.value && obstacle !== undefined ? { ...field, problem: obstacle } : field;
}

/** Another endpoint of the VPC that answers to the name; a private hosted zone of the user's own would conflict too. */
function rivalOf({ openEndpoints }: Facts, { vpc }: NetworkAnswer, name: string): string | undefined {
  const rival = openEndpoints.find(
    ({ endpoint }) =>
      endpoint.vpcId === vpc?.id &&
      endpoint.privateDnsEnabled &&
      endpoint.dnsNames.includes(name) &&
      endpoint.state !== "deleting" &&
      endpoint.state !== "deleted",
  );
  return rival && displayName(rival.endpoint);
}

function vpcDnsOf(facts: Facts, { vpc }: NetworkAnswer): Loadable<VpcDns> {
  return (vpc && facts.vpcDns[vpc.id]) ?? { status: "loading" };
}

function missingAttributes(dns: Loadable<VpcDns>): readonly VpcDnsAttribute[] {
  if (dns.status !== "ready") return [];
  return [
    ...(dns.value.support ? [] : (["enableDnsSupport"] as const)),
    ...(dns.value.hostnames ? [] : (["enableDnsHostnames"] as const)),
  ];
}

function dnsNotices(dns: Loadable<VpcDns>, acceptanceRequired: boolean, name: string): readonly Notice[] {
  const attributes = missingAttributes(dns);
  return [
    ...lookupNotices(dns),
    ...(acceptanceRequired ? [{ code: "privateDnsLater", name } as const] : []),
    ...(attributes.length > 0 ? [{ code: "vpcDnsOff", attributes } as const] : []),
  ];
}

function privateDnsOf(
  facts: Facts,
  { offered }: ServiceAnswer,
  network: NetworkAnswer,
  wanted: boolean,
): PrivateDns {
  const name = offered?.privateDnsName;
  if (!wanted || offered === undefined || name === undefined) return { when: "never" };
  return {
    when: offered.acceptanceRequired ? "afterAcceptance" : "atOnce",
    name,
    missing: missingAttributes(vpcDnsOf(facts, network)),
  };
}

/** Both sides have to take a family: the service, and every subnet by its blocks. */
function familyField(fields: Fields, { offered }: ServiceAnswer, { subnets }: NetworkAnswer) {
  const needsIpv6: Partial<Option> = offered?.acceptsIpv6 === false ? { refused: "serviceIpv4" } : {};
  const field = fields.choice(
    "ipAddressType",
    [
      { value: "ipv4", label: "IPv4" },
      { value: "dualstack", label: "IPv4 + IPv6", ...needsIpv6 },
      { value: "ipv6", label: "IPv6", ...needsIpv6 },
    ],
    "ipv4",
  );
  const bare = subnets.find(({ ipv6Cidr }) => ipv6Cidr === undefined);
  return field.value !== "ipv4" && field.value !== "" && bare !== undefined
    ? { ...field, problem: { code: "subnetWithoutIpv6", subnet: bare.id } as const }
    : field;
}

/** Only a dualstack endpoint has a choice: the others answer with the records of their one family. */
function recordsField(fields: Fields, family: string): (Field & { readonly kind: "choice" }) | undefined {
  if (family !== "dualstack") return undefined;
  return fields.choice(
    "recordType",
    [
      { value: "dualstack", label: "A + AAAA" },
      { value: "ipv4", label: "A" },
      { value: "ipv6", label: "AAAA" },
    ],
    "dualstack",
  );
}
