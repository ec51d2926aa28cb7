import type { Seen } from "../core/diagnose/evidence/seen.ts";
import { toFailure } from "../core/model/failure.ts";

/** A part of the evidence that can be read, or why it cannot. Rejects only when it was cut off: then nobody wants it. */
export async function see<T>(read: () => Promise<T>, signal: AbortSignal): Promise<Seen<T>> {
  try {
    return seen(await read());
  } catch (error) {
    signal.throwIfAborted();
    return { seen: false, gap: { code: "refused", failure: toFailure(error) } };
  }
}

export function seen<T>(value: T): Seen<T> {
  return { seen: true, value };
}

/** Nobody knows which one to read. */
export const unknownWhich = { seen: false, gap: { code: "unknownWhich" } } as const;
