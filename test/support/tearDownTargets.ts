import type { Workbench } from "./workbench.ts";

/*
 * Answers with which Tear Down begins at the one service, or the one endpoint, of a workbench:
 * `workbench.apply(tearDownFlow, serviceTarget(workbench))`. Its plan has no inverse steps: a run that stops is resumed.
 */

export function serviceTarget({ sandbox }: Workbench): { readonly target: string } {
  return { target: `provider@us-east-1/${only(sandbox.world.endpointServices).id}` };
}

export function endpointTarget({ sandbox }: Workbench): { readonly target: string } {
  return { target: `consumer@us-east-1/${only(sandbox.world.endpoints).id}` };
}

/** The one member of a map; throws when there are none or several. */
export function only<T>(map: ReadonlyMap<string, T>): T {
  const [found, second] = map.values();
  if (found === undefined || second !== undefined) throw new Error(`There are ${map.size}, not one.`);
  return found;
}
