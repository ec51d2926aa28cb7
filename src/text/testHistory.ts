import { accountName } from "../core/model/scope.ts";
import type { ProbeReport, Verdict } from "../core/probe/report.ts";
import { requestLine } from "./pageTest.ts";
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

/** Verdict, when the test ran and what it asked for, which tells several of one endpoint apart. */
export function runDescription({ request, startedAt, verdict }: ProbeReport, now: number): string {
  const since = age(startedAt, now);
  const ago = /\d/.test(since) ? `${since} ago` : since;
  return [verdictWord(verdict), ago, `${request.scheme} ${request.port}`].join(" · ");
}

export function runTooltip(report: ProbeReport, at: string): string {
  const { durationMs, instanceName, request, scope } = report;
  return [
    verdictSentence(report),
    verdictMeaning(report),
    requestLine(request),
    `From ${instanceName} in ${accountName(scope)} · ${scope.region}, ${at}, took ${duration(durationMs)}`,
    request.endpointId,
  ].join("\n");
}
