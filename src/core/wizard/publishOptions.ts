import { isPrivateDnsName } from "../model/domainName.ts";
import type { OpenScope } from "../model/scope.ts";
import { known } from "../model/snapshot.ts";
import type { PublishOptions } from "../plan/publishIntent.ts";
import { type Facts, regionsOf } from "./facts.ts";
import { type Fields, splitList } from "./fields.ts";
import { lookupNotices, type Problem, type Section, section } from "./form.ts";
import { zonesOf } from "./place.ts";
import type { LoadBalancerAnswer } from "./publishLoadBalancer.ts";
import { tagsField } from "./tags.ts";
import { excludedZones } from "./zones.ts";

/** What may be left as it is: private DNS, address families, further Regions, who pays, tags. */
export function optionsSection(
  fields: Fields,
  facts: Facts,
  scope: OpenScope | undefined,
  balancer: LoadBalancerAnswer,
): { readonly section: Section; readonly options: PublishOptions } {
  const privateDns = fields.text("privateDnsName", "", checkPrivateDnsName, []);
  const families = familiesField(fields, balancer);
  const regions = fields.text("supportedRegions", "", (text) =>
    checkRegions(splitList(text), facts, scope, balancer),
  );
  const { field: tagList, tags } = tagsField(fields);
  const ownerPays = fields.flag("ownerPays", false, (pays) => (pays ? [{ code: "ownerPays" }] : []));
  const name = privateDns.value.trim();
  const hasName = name !== "" && privateDns.problem === undefined;
  return {
    section: section("options", [
      { ...privateDns, mono: true, notices: hasName ? [{ code: "txtRecord" }] : [] },
      families,
      { ...regions, notices: regions.value.trim() === "" ? [] : lookupNotices(regionsOf(facts, scope)) },
      tagList,
      ownerPays,
    ]),
    options: {
      acceptsIpv6: families.value === "dualstack",
      ...(name !== "" && { privateDnsName: name }),
      supportedRegions: splitList(regions.value).filter((region) => region !== scope?.region),
      ownerPays: ownerPays.value,
      tags,
    },
  };
}

function checkPrivateDnsName(text: string): Problem | undefined {
  return text === "" || isPrivateDnsName(text) ? undefined : { code: "privateDnsName", text };
}

/** A service takes IPv6 only where its load balancer does, and that needs IPv6 blocks in all its subnets. */
function familiesField(fields: Fields, { existing, subnets }: LoadBalancerAnswer) {
  const field = fields.choice(
    "ipAddressType",
    [
      { value: "ipv4", label: "IPv4" },
      { value: "dualstack", label: "IPv4 + IPv6" },
    ],
    "ipv4",
  );
  if (field.value !== "dualstack") return field;
  const bare = subnets.find(({ ipv6Cidr }) => ipv6Cidr === undefined);
  const isIpv4 = existing !== undefined && existing.ipAddressType !== "dualstack";
  const problem: Problem | undefined = isIpv4
    ? { code: "loadBalancerIpv4", name: existing.name }
    : existing === undefined && bare !== undefined
      ? { code: "subnetWithoutIpv6", subnet: bare.id }
      : undefined;
  return problem === undefined ? field : { ...field, problem };
}

/** Only Regions that this account has enabled, and from two Availability Zones at least. */
function checkRegions(
  regions: readonly string[],
  facts: Facts,
  scope: OpenScope | undefined,
  { subnets }: LoadBalancerAnswer,
): Problem | undefined {
  const others = regions.filter((region) => region !== scope?.region);
  if (others.length === 0) return undefined;
  const loaded = regionsOf(facts, scope);
  const unknown = others.find((region) => loaded.status === "ready" && !known(loaded).includes(region));
  if (unknown !== undefined) return { code: "region", text: unknown };
  const zones = zonesOf(
    subnets,
    subnets.map(({ id }) => id),
  );
  const excluded = zones.find((zoneId) => excludedZones.includes(zoneId));
  if (excluded !== undefined) return { code: "zoneNotCrossRegion", zoneId: excluded };
  return zones.length === 1 ? { code: "crossRegionZones" } : undefined;
}
