import { window } from "vscode";
import { messages } from "../../text/messages.ts";
import type { Views } from "../trees/views.ts";

/** Asks for words, and shows only rows with them, in every view. */
export async function filterRows(views: Views): Promise<void> {
  const typed = await window.showInputBox({
    prompt: messages.filterPrompt,
    placeHolder: messages.filterPlaceholder,
    value: views.filter,
  });
  if (typed !== undefined) views.filter = typed.trim();
}
