import type { Timings } from "../../core/probe/reading.ts";
import type { ProbeAttempt } from "../../core/probe/report.ts";
import type { ProbeScheme } from "../../core/probe/request.ts";
import type { PhaseName } from "../../text/pageTest.ts";

/**
 * How long one phase took, in milliseconds. The attempt ended in a phase that is `waiting` for an answer or was `stopped`
 * by one; what comes after it was never reached and has no time.
 */
export interface Phase {
  readonly name: PhaseName;
  readonly outcome: "reached" | "waiting" | "stopped" | "notReached";
  readonly milliseconds: number;
}

/** The phases of an attempt, in their order: an address needs no DNS, http has no TLS, and tcp ends with the connection. */
export function phaseNamesOf(kind: ProbeAttempt["kind"], scheme: ProbeScheme): readonly PhaseName[] {
  const dns = kind === "name" ? (["dns"] as const) : [];
  if (scheme === "tcp") return [...dns, "connect"];
  return [...dns, "connect", ...(scheme === "https" ? (["tls"] as const) : []), "firstByte", "body"];
}

/** curl counts every time from the start of the request; this is what lies between. */
export function phasesOf(timings: Timings, names: readonly PhaseName[], timedOut: boolean): readonly Phase[] {
  const ends = { ...timings, body: timings.firstByte > 0 ? timings.total : 0 };
  const marks = names.map((name) => [name, ends[name]] as const);
  const open = marks.findIndex(([, end]) => end <= 0);
  return marks.map(([name, end], index) => {
    const begin = marks[index - 1]?.[1] ?? 0;
    if (open === -1 || index < open)
      return { name, outcome: "reached", milliseconds: Math.max(0, end - begin) };
    if (index > open) return { name, outcome: "notReached", milliseconds: 0 };
    const milliseconds = Math.max(0, timings.total - begin);
    return { name, outcome: timedOut ? "waiting" : "stopped", milliseconds };
  });
}

/** Ends of a scale, for a total between 1 and 10, whose quarters are short numbers. */
const ends = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];

/** Five marks from 0 to where `total` milliseconds fit. A total a hair over an end, such as a limit's, still fits. */
export function scaleOf(total: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(total * 0.999, 0.1)));
  const end = power * (ends.find((candidate) => candidate * power >= total * 0.999) ?? 10);
  return [0, 0.25, 0.5, 0.75, 1].map((part) => part * end);
}
