import { window } from "vscode";
import type { Connection } from "../../core/model/connection.ts";
import { changeTexts } from "../../text/serviceChanges.ts";

/**
 * Asks before something is removed that connections rest on. AWS keeps those, so rejecting them is offered.
 * @returns The connections to reject, or nothing when the user thought better of it.
 */
export async function confirmRemoval(
  { question, detail }: { readonly question: string; readonly detail: (left: number) => string },
  left: readonly Connection[],
): Promise<readonly Connection[] | undefined> {
  const withReject = changeTexts.removeAndReject(left.length);
  const choice = await window.showWarningMessage(
    question,
    { modal: true, detail: detail(left.length) },
    changeTexts.remove,
    ...(left.length === 0 ? [] : [withReject]),
  );
  if (choice === changeTexts.remove) return [];
  return choice === withReject ? left : undefined;
}
