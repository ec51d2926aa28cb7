import { planMonthlyCost } from "../../core/plan/cost.ts";
import { waitingStep } from "../../core/plan/run.ts";
import type { WizardState } from "../../protocol/wizard.ts";
import { planAnnouncement, stepSentence } from "../../text/pagePlan.ts";
import { endTexts, resultTexts } from "../../text/pageResult.ts";
import { runHeadlines } from "../../text/plan.ts";
import { takenSentence } from "../../text/planOutputs.ts";
import { progressOfRun } from "./progress.ts";
import { endingOf } from "./result.ts";
import { stopWords } from "./stopped.ts";

/** What a screen reader says without being asked. It speaks when these words change. */
export function announcement({ flow, plan, run, taken }: WizardState): string {
  if (run === undefined && taken !== undefined) return takenSentence(taken);
  if (run === undefined) return plan === undefined ? "" : planAnnouncement(plan, planMonthlyCost(plan));
  switch (run.status) {
    case "checking":
      return runHeadlines.checking;
    case "running":
    case "undoing": {
      const waiting = waitingStep(run);
      if (waiting !== undefined) return stepSentence(waiting, "waiting");
      return `${runHeadlines[run.status]}: ${progressOfRun(run).words}`;
    }
    case "stopped":
    case "undoStopped":
      return `${runHeadlines.stopped}: ${stopWords(run)}`;
    case "done":
      return resultTexts[flow].title;
    case "undone":
    case "kept":
      return endTexts[endingOf(flow, run.status)].title;
  }
}
