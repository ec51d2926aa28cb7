import type { FailureCode } from "../model/failure.ts";
import type { Loadable } from "../model/snapshot.ts";

/** Whether two pieces of plain data say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSame(Reflect.get(a, key), Reflect.get(b, key)));
}

/**
 * A list that was read again, with the objects it had before wherever they say the same, and as the same list when
 * nothing in it has changed: what is the same object need not be looked at or drawn again.
 */
export function keepItems<T>(
  before: readonly T[],
  after: readonly T[],
  idOf: (item: T) => string,
): readonly T[] {
  const old = new Map(before.map((item) => [idOf(item), item]));
  const kept = after.map((item) => {
    const known = old.get(idOf(item));
    return known !== undefined && isSame(known, item) ? known : item;
  });
  const isUnchanged = kept.length === before.length && kept.every((item, index) => item === before[index]);
  return isUnchanged ? before : kept;
}

/** The same for a list that may not have been readable, before or now. */
export function keepList<T>(
  before: Loadable<readonly T[]>,
  after: Loadable<readonly T[]>,
  idOf: (item: T) => string,
): Loadable<readonly T[]> {
  if (before.status !== "ready" || after.status !== "ready") return isSame(before, after) ? before : after;
  const value = keepItems(before.value, after.value, idOf);
  return value === before.value ? before : { status: "ready", value };
}

const passingFailures: readonly FailureCode[] = ["network", "throttled", "timedOut", "unavailable"];

/** Whether a list could not be read for a reason that passes by itself. */
export function isWorthATry(list: Loadable<unknown>): boolean {
  return list.status === "failed" && passingFailures.includes(list.failure.code);
}
