import { StatusBarAlignment, type StatusBarItem, window } from "vscode";
import type { WizardSession } from "../../app/wizardSession.ts";
import { doneCount, isBusy, type Run, waitingStep } from "../../core/plan/run.ts";
import type { FlowName } from "../../core/plan/step.ts";
import { messages } from "../../text/messages.ts";
import { stepSentence } from "../../text/pagePlan.ts";

/** Shows a plan in its wizard's page. Not for the palette: it is the status bar's. */
export const showPlanCommand = "_privatelink.plan.show";

/** Status bar items for the plans of a wizard that run or wait for a decision: they outlive the page, and the window. */
export function showPlanStatus(flow: FlowName, wizard: WizardSession) {
  const items: StatusBarItem[] = [];
  const update = () => {
    const runs = wizard.runs.filter(isOpen);
    for (let index = items.length; index < runs.length; index += 1) items.push(newItem(flow, index));
    for (const [index, item] of items.entries()) draw(item, flow, runs[index]);
  };
  const unsubscribe = wizard.changed.add(update);
  return {
    dispose() {
      unsubscribe();
      for (const item of items) item.dispose();
    },
  };
}

function newItem(flow: FlowName, index: number): StatusBarItem {
  const id = `privatelink.plan.${flow}${index === 0 ? "" : `.${index + 1}`}`;
  const item = window.createStatusBarItem(id, StatusBarAlignment.Left, 9);
  item.name = messages.planStatusName(flow);
  return item;
}

function draw(item: StatusBarItem, flow: FlowName, run: Run | undefined): void {
  if (run === undefined) {
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
  item.command = { title, command: showPlanCommand, arguments: [flow, run.plan.id] };
  item.accessibilityInformation = { label: item.tooltip, role: "button" };
  item.show();
}

function isOpen(run: Run): boolean {
  return isBusy(run) || run.status === "stopped" || run.status === "undoStopped";
}
