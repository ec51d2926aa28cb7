/** What a plan can be taken away as, instead of being applied. */
export type PlanFormat = "terraform" | "cloudFormation" | "cli";

/** In the order in which they are offered. */
export const planFormats: readonly PlanFormat[] = ["terraform", "cloudFormation", "cli"];
