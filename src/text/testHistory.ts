import { accountName } from "../core/model/scope.ts";
import type { ProbeReport, Verdict } from "../core/probe/report.ts";
import { counted } from "./plan.ts";
import { duration, verdictMeaning, verdictSentence } from "./probe.ts";
import { age } from "./states.ts";

export const historyTexts = {
  open: "Open Report",
  pick: "Which test?",
  none: "No test has run yet.",
  endpointGone: (name: string) =>
    `${name} is gone, or its profile is not open, so the test cannot run again.`,
  clearQuestion: "Clear the history of connectivity tests?",
  clearDetail: (count: number) => `${counted(count, "test")} will be forgotten. Nothing in AWS is changed.`,
  clear: "Clear",
  exportName: "connectivity-tests.json",
  exported: (path: string) => `The tests are saved in ${path}.`,
  notExported: (path: string, reason: string) =>
    `The tests could not be saved in ${path}: ${reason}. Choose another place.`,
} as const;

/** The verdict in one or two words, beside its icon. */
function verdictWord(verdict: Verdict): string {
  switch (verdict.code) {
    case "passed":
      return "Passed";
    case "failed":
      return "Failed";
    case "zonesBroken":
      return `Broken in ${counted(verdict.broken.length, "AZ")}`;
    case "namesBroken":
      return "Not every name works";
    case "incomplete":
      return "Incomplete";
    case "mixed":
      return "Mixed";
  }
}

/** Verdict, how long the test took, and when it ran. */
export function runDescription({ durationMs, startedAt, verdict }: ProbeReport, now: number): string {
  const since = age(startedAt, now);
  const ago = /\d/.test(since) ? `${since} ago` : since;
  return [verdictWord(verdict), duration(durationMs), ago].join(" · ");
}

export function runTooltip(report: ProbeReport, at: string): string {
  const { instanceName, request, scope } = report;
  return [
    verdictSentence(report),
    verdictMeaning(report),
    `From ${instanceName} in ${accountName(scope)} · ${scope.region}, ${at}`,
    request.endpointId,
  ].join("\n");
}
