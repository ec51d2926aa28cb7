import type { Timings } from "../../core/probe/probe.ts";
import type { PhaseName } from "../../text/pageTest.ts";

/**
 * How long one phase took, in milliseconds. `waiting` is the phase in which the request ended without an answer;
 * what comes after it was never reached and has no time.
 */
export interface Phase {
  readonly name: PhaseName;
  readonly outcome: "reached" | "waiting" | "notReached";
  readonly milliseconds: number;
}

/** curl counts every time from the start of the request; this is what lies between. An http URL has no TLS phase. */
export function phasesOf(timings: Timings): readonly Phase[] {
  const marks: readonly (readonly [PhaseName, number])[] = [
    ["dns", timings.dns],
    ["connect", timings.connect],
    ...(timings.tls > 0 ? [["tls", timings.tls] as const] : []),
    ["firstByte", timings.firstByte],
    ["body", timings.firstByte > 0 ? timings.total : 0],
  ];
  const open = marks.findIndex(([, end]) => end <= 0);
  return marks.map(([name, end], index) => {
    const begin = marks[index - 1]?.[1] ?? 0;
    if (open === -1 || index < open)
      return { name, outcome: "reached", milliseconds: Math.max(0, end - begin) };
    if (index > open) return { name, outcome: "notReached", milliseconds: 0 };
    return { name, outcome: "waiting", milliseconds: Math.max(0, timings.total - begin) };
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
