import type { PlanFormat } from "../planFormat.ts";
import type { Plan } from "../step.ts";
import { cliScript } from "./cli/cliScript.ts";
import { cloudFormation } from "./cloudFormation/cloudFormation.ts";
import { terraform } from "./terraform/terraform.ts";

const renderers: Readonly<Record<PlanFormat, (plan: Plan) => string>> = {
  terraform,
  cloudFormation,
  cli: cliScript,
};

export function renderPlan(plan: Plan, format: PlanFormat): string {
  return renderers[format](plan);
}
