import type { Instance, Network, Subnet } from "../model/network.ts";
import { scopeId } from "../model/scope.ts";
import { type Facts, findScope, networkOf, readNetwork } from "./facts.ts";
import { checkName, checkPort, type Fields } from "./fields.ts";
import { lookupNotices, type Notice, section } from "./form.ts";
import {
  freeName,
  hasWayOut,
  instanceOption,
  likelyVpc,
  onePerZone,
  scopeOptions,
  subnetOption,
  subnetsOf,
  vpcOptions,
} from "./options.ts";

/** Where to publish. The network of the chosen scope decides what the other sections can offer. */
export function whereSection(fields: Fields, facts: Facts) {
  const [first] = facts.scopes;
  const scopeField = fields.choice("scope", scopeOptions(facts.scopes), first && scopeId(first));
  const scope = findScope(facts, scopeField.value);
  const loaded = networkOf(facts, scope);
  const network = readNetwork(facts, scope);
  const vpc = fields.choice("vpc", vpcOptions(network), likelyVpc(network)?.id, lookupNotices(loaded));
  return {
    section: section("where", [scopeField, vpc], loaded.status === "loading"),
    scope,
    network,
    vpcId: vpc.value,
  };
}

/** What is published: a new sample application, or instances that run already. */
export function applicationSection(
  fields: Fields,
  { takenServiceNames }: Facts,
  network: Network,
  vpcId: string,
) {
  const kind = fields.radio(
    "application",
    [
      { value: "sample", label: "sample" },
      { value: "instances", label: "instances" },
    ],
    "sample",
  );
  const name = fields.text("name", freeName("flask-hello", takenServiceNames), checkName);
  const port = fields.text("targetPort", "5000", checkPort);
  const subnets = subnetsOf(network, vpcId);
  const subnet = sampleSubnetField(fields, subnets);
  const candidates = network.instances.filter((instance) => instance.vpcId === vpcId);
  const instances = fields.set("instances", candidates.map(instanceOption), [], (ids) =>
    ids.length === 0 ? { code: "noInstances" } : undefined,
  );
  const isSample = kind.value === "sample";
  const chosen = candidates.filter(({ id }) => instances.values.includes(id));
  const sampleSubnet = subnets.find(({ id }) => id === subnet.value);
  return {
    section: section("application", [kind, isSample ? subnet : instances, name, port]),
    name: name.value.trim(),
    port: port.value.trim(),
    sampleSubnet: isSample ? sampleSubnet : undefined,
    instances: chosen.map((instance) => ({ ...instance, zoneId: zoneOf(instance, network) })),
    targetZones: isSample
      ? subnets.filter(({ id }) => id === subnet.value).map(({ zoneId }) => zoneId)
      : [...new Set(chosen.map((instance) => zoneOf(instance, network)))],
  };
}

/** Instances name their zone by this account's name for it; their subnet knows the id. */
function zoneOf({ subnetId }: Instance, { subnets }: Network): string {
  return subnets.find(({ id }) => id === subnetId)?.zoneId ?? "";
}

/** The sample's packages are fetched when it starts, so a subnet with a way out is proposed, and a missing one is said. */
function sampleSubnetField(fields: Fields, subnets: readonly Subnet[]) {
  const usable = onePerZone(subnets.filter(hasWayOut))[0] ?? onePerZone(subnets)[0];
  const field = fields.choice("applicationSubnet", subnets.map(subnetOption), usable?.id);
  const chosen = subnets.find(({ id }) => id === field.value);
  const notices: readonly Notice[] =
    chosen === undefined || hasWayOut(chosen) ? [] : [{ code: "noWayOut", wayOut: chosen.wayOut }];
  return { ...field, notices };
}
