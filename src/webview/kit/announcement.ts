import { planMonthlyCost } from "../../core/plan/cost.ts";
import type { WizardState } from "../../protocol/wizard.ts";
import { planAnnouncement } from "../../text/pagePlan.ts";
import { endTexts, resultTexts } from "../../text/pageResult.ts";
import { runHeadlines } from "../../text/plan.ts";
import { takenSentence } from "../../text/planOutputs.ts";
import { progressOfRun } from "./progress.ts";
import { stopWords } from "./stopped.ts";

/** What a screen reader says without being asked. It speaks when these words change. */
export function announcement({ flow, plan, run, taken }: WizardState): string {
  if (run === undefined && taken !== undefined) return takenSentence(taken);
  if (run === undefined) return plan === undefined ? "" : planAnnouncement(plan, planMonthlyCost(plan));
  switch (run.status) {
    case "running":
    case "undoing":
      return `${runHeadlines[run.status]}: ${progressOfRun(run).words}`;
    case "stopped":
    case "undoStopped":
      return `${runHeadlines.stopped}: ${stopWords(run)}`;
    case "done":
      return resultTexts[flow].title;
    case "undone":
    case "kept":
      return endTexts[run.status].title;
  }
}
