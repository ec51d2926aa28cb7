import { homedir } from "node:os";
import { env, Uri, window, workspace } from "vscode";
import { type PlanFormat, planFormats } from "../../core/plan/planFormat.ts";
import type { Plan } from "../../core/plan/step.ts";
import { messages } from "../../text/messages.ts";
import { planFormatNames } from "../../text/planOutputs.ts";

const extensions: Record<PlanFormat, string> = { terraform: "tf", cloudFormation: "yaml", cli: "sh" };

/** Puts a plan on the clipboard as text. */
export async function copyPlan(plan: Plan, format: PlanFormat): Promise<void> {
  await env.clipboard.writeText(await render(plan, format));
}

/** Asks for a format and a place and writes the plan there. Returns the format, or nothing if no file was written. */
export async function savePlan(plan: Plan): Promise<PlanFormat | undefined> {
  const items = planFormats(plan).map((format) => ({ label: planFormatNames[format], format }));
  const format = (await window.showQuickPick(items, { placeHolder: messages.pickPlanFormat }))?.format;
  if (format === undefined) return undefined;
  const extension = extensions[format];
  const uri = await window.showSaveDialog({
    defaultUri: Uri.joinPath(homeOrWorkspace(), `${plan.name}.${extension}`),
    filters: { [planFormatNames[format]]: [extension] },
  });
  if (uri === undefined) return undefined;
  try {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(await render(plan, format)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(messages.planNotSaved(uri.fsPath, reason));
    return undefined;
  }
  void offerToShow(uri);
  return format;
}

/** Loaded when it is first used: most plans are applied and never taken away. */
async function render(plan: Plan, format: PlanFormat): Promise<string> {
  const { renderPlan } = await import("../../core/plan/render/renderPlan.ts");
  return renderPlan(plan, format);
}

async function offerToShow(uri: Uri): Promise<void> {
  const choice = await window.showInformationMessage(messages.planSaved(uri.fsPath), messages.show);
  if (choice === messages.show) await window.showTextDocument(uri);
}

/** Nothing is read there; it only spares the user the way. */
export function homeOrWorkspace(): Uri {
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
}
