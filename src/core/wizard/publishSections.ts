import { parsePort } from "../model/cidr.ts";
import type { Network, Subnet } from "../model/network.ts";
import { parsePrincipal, principalAccount } from "../model/principal.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import { displayName } from "../model/tags.ts";
import { type Facts, findScope, networkOf, readNetwork } from "./facts.ts";
import { checkCidrs, checkName, checkPort, checkSubnets, type Fields, splitList } from "./fields.ts";
import { type Notice, type Problem, section } from "./form.ts";
import {
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
  const scopeField = fields.choice(
    "scope",
    scopeOptions(facts.scopes),
    facts.scopes[0] && scopeId(facts.scopes[0]),
  );
  const scope = findScope(facts, scopeField.value);
  const loaded = networkOf(facts, scope);
  const network = readNetwork(facts, scope);
  const notices: readonly Notice[] =
    loaded.status === "failed" ? [{ code: "lookupFailed", message: loaded.failure.message }] : [];
  const vpc = fields.choice("vpc", vpcOptions(network), likelyVpc(network)?.id, notices);
  return {
    section: section("where", [scopeField, vpc], loaded.status === "loading"),
    scope,
    network,
    vpcId: vpc.value,
  };
}

/** What is published: a new sample application, or instances that run already. */
export function applicationSection(fields: Fields, network: Network, vpcId: string) {
  const kind = fields.radio(
    "application",
    [
      { value: "sample", label: "sample" },
      { value: "instances", label: "instances" },
    ],
    "sample",
  );
  const name = fields.text("name", "flask-hello", checkName);
  const port = fields.text("targetPort", "5000", checkPort);
  const subnets = subnetsOf(network, vpcId);
  const subnet = sampleSubnetField(fields, subnets);
  const candidates = network.instances.filter((instance) => instance.vpcId === vpcId);
  const instances = fields.set("instances", candidates.map(instanceOption), [], (ids) =>
    ids.length === 0 ? { code: "noInstances" } : undefined,
  );
  const target = kind.value === "sample" ? subnet : instances;
  return {
    section: section("application", [kind, target, name, port]),
    name: name.value.trim(),
    port: port.value.trim(),
    sampleSubnet: kind.value === "sample" ? subnet.value : undefined,
    instances: candidates.filter(({ id }) => instances.values.includes(id)),
  };
}

/** The sample's packages are fetched when it starts, so a subnet with a way out is proposed, and missing one is said. */
function sampleSubnetField(fields: Fields, subnets: readonly Subnet[]) {
  const usable = onePerZone(subnets.filter(hasWayOut))[0] ?? onePerZone(subnets)[0];
  const field = fields.choice("applicationSubnet", subnets.map(subnetOption), usable?.id);
  const chosen = subnets.find(({ id }) => id === field.value);
  const notices: readonly Notice[] =
    chosen === undefined || hasWayOut(chosen) ? [] : [{ code: "noWayOut", wayOut: chosen.wayOut }];
  return { ...field, notices };
}

/** The load balancer: where it stands, which port it listens on, whom its security group lets in. */
export function loadBalancerSection(
  fields: Fields,
  subnets: readonly Subnet[],
  targetPort: string,
  consumers: Consumers,
) {
  const port = fields.text("listenerPort", targetPort, checkPort);
  const proposed = onePerZone(subnets).slice(0, 2);
  const chosen = fields.set(
    "subnets",
    subnets.map(subnetOption),
    proposed.map(({ id }) => id),
    checkSubnets(subnets),
    (ids) => (zonesOf(subnets, ids).length === 1 ? [{ code: "singleZone" }] : []),
  );
  const inferredCidrs = [...new Set(consumers.vpcs.flatMap(({ cidrs }) => cidrs))].join(", ");
  const cidrs = fields.text("clientCidrs", inferredCidrs, checkCidrs);
  const notice: readonly Notice[] =
    splitList(cidrs.value).length === 0
      ? [{ code: "enforcementOff" }]
      : cidrs.inferred
        ? [{ code: "inferredCidrs", vpcs: consumers.vpcs.map(({ name }) => name) }]
        : [];
  return {
    section: section(
      "loadBalancer",
      [port, chosen, { ...cidrs, notices: notice }],
      cidrs.inferred && consumers.loading,
    ),
    port: parsePort(port.value),
    subnets: subnets.filter(({ id }) => chosen.values.includes(id)),
    cidrs: splitList(cidrs.value),
  };
}

function zonesOf(subnets: readonly Subnet[], ids: readonly string[]): readonly string[] {
  return [...new Set(subnets.filter(({ id }) => ids.includes(id)).map(({ zoneId }) => zoneId))];
}

/** Who may connect. Other accounts that are open in this window are proposed. */
export function accessSection(fields: Fields, facts: Facts, provider: OpenScope | undefined) {
  const others = facts.scopes
    .map(({ account }) => account)
    .filter((account) => account !== provider?.account);
  const principals = fields.text("principals", [...new Set(others)].join(", "), checkPrincipals);
  const parsed = splitList(principals.value).flatMap((text) => {
    const principal = parsePrincipal(text);
    return principal.ok ? [principal.arn] : [];
  });
  const anyone = parsed.includes("*");
  const acceptance = fields.flag("acceptanceRequired", true, (required) =>
    anyone && !required ? [{ code: "anyPrincipalUnattended" }] : [],
  );
  return {
    section: section("access", [
      acceptance,
      { ...principals, notices: anyone && acceptance.value ? [{ code: "anyPrincipal" }] : [] },
    ]),
    acceptanceRequired: acceptance.value,
    principals: parsed,
  };
}

function checkPrincipals(text: string): Problem | undefined {
  const [refused] = splitList(text).flatMap((item) => {
    const principal = parsePrincipal(item);
    return principal.ok ? [] : [principal];
  });
  if (refused === undefined) return undefined;
  if (refused.problem === "notAnArn") return { code: "principalNotAnArn", text: refused.text };
  return {
    code: "principalPath",
    text: refused.text,
    ...(refused.account === undefined ? {} : { account: refused.account }),
  };
}

/** The VPCs of allowed accounts that are open in this window: where the clients are likely to be. */
export interface Consumers {
  readonly vpcs: readonly { readonly name: string; readonly cidrs: readonly string[] }[];
  /** Some of them are still being read, so that nothing can be concluded from their absence. */
  readonly loading: boolean;
}

export function consumersOf(
  facts: Facts,
  provider: OpenScope | undefined,
  principals: readonly string[],
): Consumers {
  const accounts = principals.map(principalAccount);
  const scopes = facts.scopes
    .filter((scope) => scope.account !== provider?.account && accounts.includes(scope.account))
    .filter((scope) => scope.region === provider?.region);
  return {
    vpcs: scopes
      .flatMap((scope) => readNetwork(facts, scope).vpcs)
      .map((vpc) => ({ name: displayName(vpc), cidrs: vpc.cidrs })),
    loading: scopes.some((scope) => networkOf(facts, scope).status === "loading"),
  };
}
