import { type OpenScope, scopeId } from "../model/scope.ts";
import { type Facts, findScope, networkOf, readNetwork } from "./facts.ts";
import type { Fields } from "./fields.ts";
import { lookupNotices, type Section, section } from "./form.ts";
import { likelyVpc, scopeOptions, subnetsOf, vpcOptions } from "./options.ts";
import type { Place } from "./place.ts";

/** Where to publish. The network of the chosen scope decides what the other sections can offer. */
export function whereSection(
  fields: Fields,
  facts: Facts,
): { readonly section: Section; readonly scope: OpenScope | undefined; readonly place: Place } {
  const [first] = facts.scopes;
  const scopeField = fields.choice("scope", scopeOptions(facts.scopes), first && scopeId(first));
  const scope = findScope(facts, scopeField.value);
  const loaded = networkOf(facts, scope);
  const network = readNetwork(facts, scope);
  const vpc = fields.choice("vpc", vpcOptions(network), likelyVpc(network)?.id, lookupNotices(loaded));
  return {
    section: section("where", [scopeField, vpc], loaded.status === "loading"),
    scope,
    place: {
      vpc: network.vpcs.find(({ id }) => id === vpc.value),
      subnets: subnetsOf(network, vpc.value),
      instances: network.instances.filter(({ vpcId }) => vpcId === vpc.value),
      groups: network.securityGroups.filter(({ vpcId }) => vpcId === vpc.value),
    },
  };
}
