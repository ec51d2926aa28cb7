import { buildArticle, buildDefaultNetworks, consumerAccount, providerAccount } from "./article.ts";
import type { ScenarioBuilder } from "./builder.ts";
import { buildPublished } from "./published.ts";
import { buildCalls, readScenarioFile } from "./scenarioFile.ts";

/** Scenarios that need no file. */
export const scenarioNames: readonly string[] = ["article", "published"];

/** Builds a scenario by name, or from a file with calls to make on top of the article's networks. */
export async function buildScenario(builder: ScenarioBuilder, nameOrFile: string): Promise<void> {
  await buildArticle(builder);
  const own = [providerAccount, consumerAccount];
  const further = new Set(builder.world.accounts.map(({ id }) => id).filter((id) => !own.includes(id)));
  for (const account of further) buildDefaultNetworks(builder, account);
  if (nameOrFile === "published") await buildPublished(builder);
  if (!scenarioNames.includes(nameOrFile)) await buildCalls(builder, readScenarioFile(nameOrFile));
}
