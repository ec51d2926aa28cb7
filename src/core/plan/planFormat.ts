import type { Plan } from "./step.ts";

/** What a plan can be taken away as, instead of being applied. */
export type PlanFormat = "terraform" | "cloudFormation" | "cli";

/** In the order in which they are offered. Descriptions of what is to be there cannot delete; a script can. */
export function planFormats({ flow }: Plan): readonly PlanFormat[] {
  return flow === "tearDown" ? ["cli"] : ["terraform", "cloudFormation", "cli"];
}
