import type { Reading } from "./reading.ts";
import type { AttemptOutcome } from "./report.ts";
import type { ProbeRequest } from "./request.ts";

/** What an attempt left: all of it, only what a missing curl leaves, or not everything. */
export type Arrival = "whole" | "noCurl" | "cutOff";

/** Exit codes: https://curl.se/libcurl/c/libcurl-errors.html */
export function outcomeOf(
  reading: Reading,
  request: Pick<ProbeRequest, "scheme" | "expect">,
  arrival: Arrival,
): AttemptOutcome {
  if (arrival !== "whole") return { code: arrival === "noCurl" ? "noCurl" : "noResult" };
  const { exitCode, httpStatus, timings } = reading;
  if (request.scheme === "tcp" && timings.connect > 0) return { code: "connected" };
  // Curls that do not tell their exit code say nothing when all went well.
  if (exitCode === 0 || (exitCode === undefined && httpStatus > 0)) return judgeAnswer(reading, request);
  return exitCode === undefined ? { code: "noResult" } : failureOf(exitCode, reading, request);
}

function judgeAnswer(
  { httpStatus, body, size }: Reading,
  { expect }: Pick<ProbeRequest, "expect">,
): AttemptOutcome {
  if (expect?.status !== undefined && expect.status !== httpStatus) {
    return { code: "otherStatus", httpStatus, expected: expect.status };
  }
  if (expect?.status === undefined && httpStatus >= 400) return { code: "httpError", httpStatus };
  if (expect?.text !== undefined && !body.includes(expect.text)) {
    return { code: "textMissing", httpStatus, cut: new TextEncoder().encode(body).length < size };
  }
  return { code: "passed", httpStatus };
}

function failureOf(
  exitCode: number,
  reading: Reading,
  { scheme }: Pick<ProbeRequest, "scheme">,
): AttemptOutcome {
  switch (exitCode) {
    case 1:
    case 8:
      return reading.timings.connect > 0 ? { code: "notHttp" } : { code: "otherFailure", exitCode };
    case 6:
      return { code: "unknownName" };
    case 7:
      return { code: isUnreachable(reading.verbose) ? "unreachable" : "refused" };
    case 18:
      return { code: "cutShort" };
    case 28:
      return { code: "timedOut", waitedFor: waitedFor(reading, scheme) };
    case 35:
      return { code: "tlsFailed" };
    case 51:
    case 60:
      return distrust(reading.verbose);
    case 52:
      return { code: "emptyReply" };
    case 55:
    case 56:
      return { code: "reset" };
    default:
      return { code: "otherFailure", exitCode };
  }
}

/** The first phase that has no time is the one that was waited for. */
function waitedFor(
  { timings }: Reading,
  scheme: ProbeRequest["scheme"],
): Extract<AttemptOutcome, { code: "timedOut" }>["waitedFor"] {
  if (timings.connect > 0) return scheme === "https" && timings.tls === 0 ? "tls" : "answer";
  return timings.dns === 0 ? "dns" : "connect";
}

/** curl has one exit code for all that keeps a connection from being made; its words tell them apart. */
function isUnreachable(verbose: string): boolean {
  return /no route to host|network is unreachable/i.test(verbose) && !/connection refused/i.test(verbose);
}

function distrust(verbose: string): AttemptOutcome {
  if (/subject name.*match/i.test(verbose)) return { code: "wrongName" };
  if (/expired/i.test(verbose)) return { code: "untrusted", reason: "expired" };
  const ofAuthority = /self.signed|local issuer|unknown ca|unable to verify/i;
  return { code: "untrusted", reason: ofAuthority.test(verbose) ? "authority" : "other" };
}
