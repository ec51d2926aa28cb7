import type { TestDraft } from "./draft.ts";
import type { ProbeReport } from "./report.ts";

/** A finished test as it is kept on disk. */
export interface TestRecord {
  /** Where it ran, as the session names it: AWS, or one sandbox. */
  readonly origin: string;
  readonly report: ProbeReport;
}

/** So many runs of AWS are kept, and as many of sandboxes. */
export const keptRuns = 50;

/**
 * What of a report is kept: times, outcomes and curl's words, but no bodies, no cookies, no credentials and no query
 * strings, whoever wrote them.
 */
export function keepable(report: ProbeReport): ProbeReport {
  const { request, attempts } = report;
  return {
    ...report,
    request: { ...request, path: withoutQuery(request.path) },
    attempts: attempts.map((attempt) => ({
      ...attempt,
      reading: { ...attempt.reading, body: "", verbose: withoutSecrets(attempt.reading.verbose) },
    })),
    stored: true,
  };
}

/** A question mark at its end tells that there was more. */
function withoutQuery(text: string): string {
  return text.replaceAll(/\?[^\s"'<>]*/g, "?");
}

/** By a word of their name, because services have headers of their own for what lets somebody in. */
const secretHeader =
  /^([<>] (?:x-amz-[\w-]+|[\w-]*(?:auth|cookie|credential|csrf|key|secret|session|signature|token|xsrf)[\w-]*):).*$/gim;
const fragmentOfUrl = /(\bhttps?:\/\/[^\s"'<>?#]*#)[^\s"'<>]*/gi;

function withoutSecrets(verbose: string): string {
  return withoutQuery(verbose.replaceAll(secretHeader, "$1 (not kept)").replaceAll(fragmentOfUrl, "$1"));
}

/** The same test once more, as the form has it. */
export function draftOf({ instanceId, request }: ProbeReport): TestDraft {
  const { expect = {}, names, ownName = "", path, port, scheme } = request;
  return {
    instanceId,
    scheme,
    port: String(port),
    path,
    ownName,
    hosts: names.map(({ host }) => host),
    status: expect.status === undefined ? "" : String(expect.status),
    text: expect.text ?? "",
  };
}

/** False when part of what it asked was not kept, so that a person has to fill it in. */
export function isWhole({ request, stored }: ProbeReport): boolean {
  return stored !== true || !request.path.endsWith("?");
}

/** Ids of those that are too many: the oldest, of AWS and of sandboxes apart. */
export function surplus(records: readonly TestRecord[]): readonly string[] {
  const newestFirst = records.toSorted((a, b) => b.report.startedAt - a.report.startedAt);
  const [real, emulated] = [
    newestFirst.filter(({ origin }) => origin === "aws"),
    newestFirst.filter(({ origin }) => origin !== "aws"),
  ];
  return [...real.slice(keptRuns), ...emulated.slice(keptRuns)].map(({ report }) => report.id);
}
