import { StatusBarAlignment, window } from "vscode";
import type { WizardSession } from "../../app/wizardSession.ts";
import { doneCount, isBusy, type Run, waitingStep } from "../../core/plan/run.ts";
import type { FlowName } from "../../core/plan/step.ts";
import { messages } from "../../text/messages.ts";
import { stepSentence } from "../../text/pagePlan.ts";

/** Shows a wizard's page with what it is at. Not for the palette: it is the status bar's. */
export const showPlanCommand = "_privatelink.plan.show";

/** A status bar item while a plan runs or waits for a decision: it outlives the page, and the window. */
export function showPlanStatus(flow: FlowName, wizard: WizardSession) {
  const item = window.createStatusBarItem(`privatelink.plan.${flow}`, StatusBarAlignment.Left, 9);
  item.name = messages.planStatusName(flow);
  item.command = { title: item.name, command: showPlanCommand, arguments: [flow] };
  const update = () => {
    const { run } = wizard;
    if (run === undefined || !isOpen(run)) {
      item.hide();
      return;
    }
    const title = messages.planTitle(flow, run.plan.name);
    const words = `${title}: ${doneCount(run)} / ${run.plan.steps.length}`;
    const waiting = waitingStep(run);
    const icon = waiting === undefined ? (isBusy(run) ? "$(sync~spin)" : "$(error)") : "$(watch)";
    item.text = `${icon} ${words}`;
    item.tooltip =
      waiting === undefined
        ? messages.planEnded(flow, title, run.status)
        : `${title}. ${stepSentence(waiting, "waiting")}`;
    item.accessibilityInformation = { label: item.tooltip, role: "button" };
    item.show();
  };
  const unsubscribe = wizard.changed.add(update);
  return {
    dispose() {
      unsubscribe();
      item.dispose();
    },
  };
}

function isOpen(run: Run): boolean {
  return isBusy(run) || run.status === "stopped" || run.status === "undoStopped";
}
