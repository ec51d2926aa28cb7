import { isIpv6Cidr } from "../model/cidr.ts";
import { familiesTaken } from "../model/endpointRules.ts";
import type { Tags } from "../model/tags.ts";
import type { InterfacePlacement } from "../plan/connectIntent.ts";
import type { EndpointAnswer } from "./connectEndpoint.ts";
import type { NetworkAnswer } from "./connectNetwork.ts";
import { noPrivateDns, privateDnsAnswer } from "./connectPrivateDns.ts";
import type { ServiceAnswer } from "./connectService.ts";
import { isIpv6Only } from "./connectZones.ts";
import type { Facts } from "./facts.ts";
import type { Fields } from "./fields.ts";
import { type Field, type Option, type Problem, type RefusalCode, type Section, section } from "./form.ts";
import { tagsField } from "./tags.ts";

export interface OptionsAnswer
  extends Pick<InterfacePlacement, "acceptAs" | "privateDns" | "ipAddressType" | "recordType"> {
  readonly section: Section;
  readonly tags: Tags;
}

/** What may be left as it is: acceptance by the open owner, private DNS, address families, tags. */
export function optionsSection(
  fields: Fields,
  facts: Facts,
  answers: {
    readonly service: ServiceAnswer;
    readonly network: NetworkAnswer;
    readonly endpoint: EndpointAnswer;
  },
): OptionsAnswer {
  const { service, network, endpoint } = answers;
  const { field: tagList, tags } = tagsField(fields);
  if (service.isGateway) {
    const { privateDns } = noPrivateDns;
    return { section: section("options", [tagList]), tags, privateDns, ipAddressType: "ipv4" };
  }
  const acceptance = acceptField(fields, service);
  const dns = privateDnsAnswer(fields, facts, service, {
    network,
    acceptsHere: acceptance?.value === true,
  });
  const family = familyField(fields, service, network, endpoint);
  const records = family.value === "dualstack" ? recordsField(fields) : undefined;
  const shown = [acceptance, dns.field, family, records, tagList].filter((field) => field !== undefined);
  return {
    section: section("options", shown, dns.loading),
    tags,
    privateDns: dns.privateDns,
    ipAddressType: oneOf(families, family.value) ?? "ipv4",
    ...(records && { recordType: oneOf(families, records.value) ?? "dualstack" }),
    ...(acceptance?.value === true && service.open && { acceptAs: acceptor(service.open) }),
  };
}

const families = ["ipv4", "dualstack", "ipv6"] as const;

function oneOf<T extends string>(values: readonly T[], text: string): T | undefined {
  return values.find((value) => value === text);
}

function acceptor({ scope, service }: NonNullable<ServiceAnswer["open"]>) {
  return { scope: { profile: scope.profile, region: scope.region }, serviceId: service.id };
}

/** Whoever holds the provider's profile too can let the plan accept. */
function acceptField(fields: Fields, { open, offered }: ServiceAnswer) {
  if (open === undefined || offered?.acceptanceRequired !== true) return undefined;
  return fields.flag("acceptHere", false, (on) =>
    on ? [{ code: "acceptsAs", owner: open.scope.alias ?? open.scope.account }] : [],
  );
}

/** Both sides have to take a family: the service, and every subnet by its blocks. */
function familyField(
  fields: Fields,
  { offered }: ServiceAnswer,
  network: NetworkAnswer,
  { groups }: EndpointAnswer,
): Extract<Field, { readonly kind: "choice" }> {
  const ipTypes = offered === undefined ? ["ipv4"] : familiesTaken(offered);
  const noIpv4 = ipTypes.includes("ipv4") ? undefined : "serviceIpv6";
  const noIpv6 = ipTypes.includes("ipv6") ? undefined : "serviceIpv4";
  const isFixed = network.placed.some(({ address }) => address !== undefined);
  const field = fields.choice(
    "ipAddressType",
    [
      familyOption("ipv4", "IPv4", noIpv4),
      familyOption("dualstack", "IPv4 + IPv6", noIpv4 ?? noIpv6),
      familyOption("ipv6", "IPv6", noIpv6 ?? (isFixed ? "addressesAreIpv4" : undefined)),
    ],
    noIpv4 === undefined ? "ipv4" : "ipv6",
  );
  const problem = field.problem ?? familyProblem(field.value, network);
  const shutsOut =
    field.value.endsWith("v4") || groups?.kind !== "new" || groups.clientCidrs.some(isIpv6Cidr)
      ? []
      : [{ code: "ipv6ClientsShutOut" } as const];
  return { ...field, ...(problem && { problem }), notices: shutsOut };
}

function familyOption(value: string, label: string, refused: RefusalCode | undefined): Option {
  return { value, label, ...(refused !== undefined && { refused }) };
}

/** An endpoint with IPv6 alone is for subnets with IPv6 alone, and those are for no other. */
function familyProblem(family: string, { subnets }: NetworkAnswer): Problem | undefined {
  const bare = family === "ipv4" ? undefined : subnets.find(({ ipv6Cidr }) => ipv6Cidr === undefined);
  if (bare !== undefined) return { code: "subnetWithoutIpv6", subnet: bare.id };
  const wrong = subnets.find((subnet) => isIpv6Only(subnet) !== (family === "ipv6"));
  if (wrong === undefined) return undefined;
  return { code: family === "ipv6" ? "subnetWithIpv4" : "subnetWithoutIpv4", subnet: wrong.id };
}

/** Only a dualstack endpoint has a choice: the others answer with the records of their one family. */
function recordsField(fields: Fields) {
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
