import { window } from "vscode";
import { messages } from "../../text/messages.ts";

/**
 * What AWS refuses becomes part of a run; this tells of everything else, such as a disk that is full.
 * @param title What people call the plan, or the page that it is applied on.
 */
export function tellTrouble(title: string, act: Promise<unknown>): void {
  act.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(messages.planBroken(title, reason));
  });
}
