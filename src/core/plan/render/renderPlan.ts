import type { Plan } from "../step.ts";
import { cliScript } from "./cli/cliScript.ts";
import { cloudFormation } from "./cloudFormation/cloudFormation.ts";
import { terraform } from "./terraform/terraform.ts";

/** What a plan can be taken away as, instead of being applied. */
export type PlanFormat = "terraform" | "cloudFormation" | "cli";

const renderers: Readonly<Record<PlanFormat, (plan: Plan) => string>> = {
  terraform,
  cloudFormation,
  cli: cliScript,
};

export function renderPlan(plan: Plan, format: PlanFormat): string {
  return renderers[format](plan);
}
