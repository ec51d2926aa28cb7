import type { DiagnosisReport } from "../../app/diagnoseSession.ts";
import type { Side } from "../../core/diagnose/cause.ts";
import { fixRequestFor } from "../../core/diagnose/fixRequest.ts";
import { findingTitle } from "../../text/diagnose/findingWords.ts";
import { fixRequestText } from "../../text/invitation.ts";
import { pleaseDiagnose, pleaseMend } from "../../text/pageDiagnose.ts";

/** What to send to the side that has to act and is not open here, by the finding's place in the diagnosis. */
export function requestsOf(report: DiagnosisReport, opener: string): Readonly<Record<number, string>> {
  const texts = report.diagnosis.findings.flatMap((finding, index) => {
    const request = fixRequestFor(report, finding.fixes[0]?.side ?? finding.side, finding);
    if (request === undefined) return [];
    return [[index, fixRequestText(pleaseMend(findingTitle(finding)), request, opener)] as const];
  });
  return Object.fromEntries(texts);
}

/** What to ask a side that is not open about whatever it alone can see. */
export function requestTo(side: Side, report: DiagnosisReport, opener: string): string | undefined {
  const request = fixRequestFor(report, side);
  return request && fixRequestText(pleaseDiagnose, request, opener);
}
