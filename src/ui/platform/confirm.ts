import { window } from "vscode";

/** A question that has to be answered before anything else, with one way to go on beside Cancel. */
interface Question {
  readonly question: string;
  /** What happens then. */
  readonly detail: string;
  readonly goOn: string;
}

export async function confirm({ question, detail, goOn }: Question): Promise<boolean> {
  return (await window.showWarningMessage(question, { modal: true, detail }, goOn)) === goOn;
}
