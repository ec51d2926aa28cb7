import type { CauseId } from "../../core/diagnose/cause.ts";
import type { Finding } from "../../core/diagnose/finding.ts";
import { causeTexts } from "./causes.ts";

/** A cause in a list. */
export function causeName(id: CauseId): string {
  return causeTexts[id]?.name ?? id;
}

/** What was found, as a sentence without its full stop. */
export function findingTitle({ cause, parameters }: Finding): string {
  return causeTexts[cause]?.title?.(parameters) ?? causeName(cause);
}

export function findingMeaning({ cause }: Finding): string {
  return causeTexts[cause]?.meaning ?? "";
}

/** What to do about it, and who. */
export function findingAdvice({ cause, parameters }: Finding): string {
  return causeTexts[cause]?.advice(parameters) ?? "";
}

/** What a fix does, as on a button. */
export function fixTitle({ cause, parameters }: Pick<Finding, "cause" | "parameters">, code: string): string {
  return causeTexts[cause]?.fixes?.[code]?.(parameters) ?? causeName(cause);
}
