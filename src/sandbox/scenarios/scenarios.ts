import { readAs, readJson } from "../files/jsonFile.ts";
import { FileError } from "../files/rules.ts";
import { settleChecks } from "../network/healthWatch.ts";
import type { Account } from "../state/account.ts";
import article from "./article.json" with { type: "json" };
import type { ScenarioBuilder } from "./builder.ts";
import { buildCalls } from "./calls.ts";
import connected from "./connected.json" with { type: "json" };
import empty from "./empty.json" with { type: "json" };
import types from "./endpoint-types.json" with { type: "json" };
import { buildEndpoint } from "./endpoints.ts";
import many from "./many.json" with { type: "json" };
import { buildMany } from "./many.ts";
import { buildDefaultNetworks, buildNetwork, type NamedNetworks } from "./networks.ts";
import published from "./published.json" with { type: "json" };
import { type Scenario, type ScenarioAccount, scenarioRule } from "./scenario.ts";
import { isSnapshot, readSnapshot, restoreSnapshot, type Snapshot } from "./snapshot.ts";

const bundled: Readonly<Record<string, unknown>> = {
  empty,
  article,
  published,
  connected,
  many,
  "endpoint-types": types,
};

/** Scenarios that need no file. */
export const scenarioNames: readonly string[] = Object.keys(bundled);

/** What a sandbox starts from: a scenario with those that it extends, the most basic first, or another sandbox's state. */
export type Beginning =
  | { readonly layers: readonly Scenario[]; readonly accounts: readonly ScenarioAccount[] }
  | { readonly snapshot: Snapshot; readonly accounts: readonly ScenarioAccount[] };

/** Reads a scenario by its name, or a scenario or a snapshot from a file; throws FileError saying what is wrong where. */
export function readBeginning(nameOrFile: string): Beginning {
  const known = Object.hasOwn(bundled, nameOrFile);
  const content = known ? bundled[nameOrFile] : readJson(nameOrFile);
  if (isSnapshot(content)) {
    const snapshot = readSnapshot(content, nameOrFile);
    return { snapshot, accounts: snapshot.accounts };
  }
  const layers = layersOf(readAs(scenarioRule, content, nameOrFile), nameOrFile);
  const accounts = layers.flatMap((layer) => layer.accounts ?? []);
  return { layers, accounts };
}

/** Puts the beginning into a world that has its accounts. Accounts that no scenario names get default VPCs. */
export async function buildScenario(builder: ScenarioBuilder, beginning: Beginning): Promise<void> {
  if ("snapshot" in beginning) {
    restoreSnapshot(builder.world, beginning.snapshot);
    return;
  }
  const { layers } = beginning;
  const { world } = builder;
  const own = beginning.accounts.map(({ id }) => id);
  const strangers = new Set(world.accounts.map(({ id }) => id).filter((id) => !own.includes(id)));
  for (const id of strangers) buildDefaultNetworks(world, id);
  const named: NamedNetworks = { vpc: {}, subnet: {}, routeTable: {} };
  for (const layer of layers) {
    const { accounts = [], defaultVpcs = false, networks = [], calls = [], many: counts } = layer;
    if (defaultVpcs) for (const { id } of accounts) buildDefaultNetworks(world, id);
    for (const network of networks) buildNetwork(world, network, named);
    await buildCalls(builder, calls, named);
    for (const endpoint of layer.endpoints ?? []) buildEndpoint(world, endpoint, named);
    if (counts !== undefined) await buildMany(builder, counts, distinct(world.accounts));
  }
  settleChecks(world);
}

function layersOf(scenario: Scenario, name: string): Scenario[] {
  const base = scenario.extends;
  if (base === undefined) return [scenario];
  if (!Object.hasOwn(bundled, base))
    throw new FileError(`${name}: extends must be ${scenarioNames.join(" or ")}, not "${base}".`);
  return [...layersOf(readAs(scenarioRule, bundled[base], base), base), scenario];
}

/** An account with several keys counts once. */
function distinct(accounts: readonly Account[]): Account[] {
  return accounts.filter(({ id }, index) => accounts.findIndex((other) => other.id === id) === index);
}
