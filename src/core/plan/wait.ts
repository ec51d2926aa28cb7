import { valuesAt } from "./resolve.ts";
import type { Wait } from "./step.ts";

export type WaitVerdict = "done" | "failed" | "waiting" | "waitingForPerson";

/** Reads one poll's answer. AWS spells states in different cases, so they are compared without regard to it. */
export function judge(wait: Wait, answer: unknown): WaitVerdict {
  const all = valuesAt(answer, wait.path).map(String);
  const values = all
    .filter((value) => wait.among?.includes(value) ?? true)
    .map((value) => value.toLowerCase());
  const among = (list: readonly string[]) => (value: string) =>
    list.some((each) => each.toLowerCase() === value);
  if (values.some(among(wait.failWhen))) return "failed";
  if (values.length === 0) return wait.until.includes(absent) ? "done" : "waiting";
  const isOver = wait.enough === "any" ? values.some(among(wait.until)) : values.every(among(wait.until));
  if (isOver) return "done";
  return values.some(among(wait.personEnds ?? [])) ? "waitingForPerson" : "waiting";
}

/** The first state that ends a wait without what it was for. */
export function failedState(wait: Wait, answer: unknown): string | undefined {
  const failed = wait.failWhen.map((value) => value.toLowerCase());
  return valuesAt(answer, wait.path)
    .map(String)
    .find((value) => failed.includes(value.toLowerCase()));
}

/** In `until`: the wait is over when nothing is found at the path any more. */
export const absent = "(absent)";

/** Seconds between polls for what only a person can bring about, once the person has not been quick. */
export const personDelaySeconds = 60;

/** Seconds to sleep before poll number `attempt` (from 0) for a person: whoever sits beside decides within moments. */
export function personPollDelaySeconds(attempt: number): number {
  return Math.min(personDelaySeconds, 5 * 2 ** attempt);
}

/** Seconds to sleep before poll number `attempt` (from 0): quick at first, then as AWS's own waiters do. */
export function pollDelaySeconds(attempt: number): number {
  return [1, 1, 2, 2, 3][attempt] ?? 5;
}

/** AWS is eventually consistent: what was made a moment ago may not be found for so long. */
export const settlingSeconds = 60;
