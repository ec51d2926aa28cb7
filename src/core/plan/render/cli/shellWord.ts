import { shellText } from "../../../model/shellText.ts";
import type { Reference } from "../../step.ts";

/** What an argument is made of: text as it is, and outputs of earlier steps. */
export type Part = string | Reference;

/**
 * One word of a POSIX shell: the shell gives back exactly the text, with each reference as the value of its variable.
 */
export function shellWord(parts: readonly Part[], reference: (part: Reference) => string): string {
  let word = "";
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else {
      word += `${text === "" ? "" : shellText(text)}"${reference(part)}"`;
      text = "";
    }
  }
  return text === "" && word !== "" ? word : word + shellText(text);
}
