import { certificateIn } from "./certificate.ts";
import { outcomeOf } from "./outcome.ts";
import { certificatePart, marker, outputShares, type PlannedAttempt, plannedAttempts } from "./parts.ts";
import type { Reading, Timings } from "./reading.ts";
import type { Addresses, Certificate, ProbeAttempt, Verdict } from "./report.ts";
import type { ProbeRequest } from "./request.ts";
import { verdictOf } from "./verdict.ts";

export interface ReadOutput {
  readonly attempts: readonly ProbeAttempt[];
  readonly verdict: Verdict;
  readonly certificate?: Certificate;
}

interface Output {
  readonly text: string;
  /** Programs that the instance does not have. */
  readonly missing: ReadonlySet<string>;
  readonly token: string;
}

/** Reads what a script printed. What did not arrive has the outcome `noResult`: part of an output is never a result. */
export function readOutput(
  request: ProbeRequest,
  printed: { readonly output: string; readonly errors: string },
  token: string,
): ReadOutput {
  const planned = plannedAttempts(request);
  const shares = outputShares(request, planned.length).attempts;
  const output = { text: plain(printed.output), missing: missingPrograms(printed.errors), token };
  const attempts = planned.map((attempt, index) =>
    readAttempt(output, request, attempt, index, shares[index]?.verbose ?? 0),
  );
  const certificate =
    request.scheme === "https"
      ? certificateIn(part(output, certificatePart, "begin", "end") ?? "")
      : undefined;
  return {
    attempts,
    verdict: verdictOf(attempts),
    ...(certificate === undefined ? {} : { certificate }),
  };
}

function readAttempt(
  output: Output,
  request: ProbeRequest,
  planned: PlannedAttempt,
  index: number,
  verboseBytes: number,
): ProbeAttempt {
  const values = metricValues(part(output, index, "metrics", "verbose") ?? "");
  const verbose = part(output, index, "verbose", "body") ?? "";
  const exitCode = exitCodeOf(values.get("exit"), verbose);
  const reading: Reading = {
    ...(exitCode === undefined ? {} : { exitCode }),
    httpStatus: Number(values.get("status") ?? 0),
    timings: timingsOf(values, request.scheme),
    remoteAddress: values.get("address") ?? "",
    body: part(output, index, "body", "end") ?? "",
    size: Number(values.get("size") ?? 0),
    verbose,
    verboseCut: new TextEncoder().encode(verbose).length >= verboseBytes,
  };
  const arrived = output.text.includes(marker(output.token, index, "end"));
  const state = arrived ? (output.missing.has("curl") ? "noCurl" : "whole") : "cutOff";
  const addresses = planned.kind === "name" ? addressesIn(output, index) : undefined;
  return {
    ...planned,
    ...(addresses === undefined ? {} : { addresses }),
    reading,
    outcome: outcomeOf(reading, request, state),
  };
}

/** The text between two markers, or nothing when it did not arrive whole. */
function part(
  { text, token }: Output,
  attempt: Parameters<typeof marker>[1],
  start: Parameters<typeof marker>[2],
  end: Parameters<typeof marker>[2],
): string | undefined {
  const opening = marker(token, attempt, start);
  const from = text.indexOf(opening);
  if (from < 0) return undefined;
  const rest = text.slice(from + opening.length).replace(/^\n/, "");
  const to = rest.indexOf(marker(token, attempt, end));
  return to < 0 ? undefined : rest.slice(0, to).replace(/\n$/, "");
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** As shells say it: `sh: line 3: dig: command not found`, `sh: 3: dig: not found`. */
function missingPrograms(errors: string): ReadonlySet<string> {
  const found = errors.matchAll(/(?:^|: )(curl|dig|getent): (?:command )?not found/gm);
  return new Set([...found].flatMap(([, name]) => (name === undefined ? [] : [name])));
}

function metricValues(line: string): ReadonlyMap<string, string> {
  const pairs = line
    .trim()
    .split(" ")
    .map((pair) => pair.split("="));
  return new Map(pairs.flatMap(([key, value]) => (key && value ? [[key, value] as const] : [])));
}

/** Older curls know no exit code variable, but all of them end with `curl: (28) …`. */
function exitCodeOf(value: string | undefined, verbose: string): number | undefined {
  const text = value ?? /^curl: \((\d+)\)/m.exec(verbose)?.[1];
  return text === undefined ? undefined : Number(text);
}

function timingsOf(values: ReadonlyMap<string, string>, scheme: ProbeRequest["scheme"]): Timings {
  const milliseconds = (key: string) => Math.round(Number(values.get(key) ?? 0) * 1e6) / 1e3;
  const [dns, connect] = [milliseconds("dns"), milliseconds("connect")];
  // What happens after the connection is no part of a test that only connects.
  if (scheme === "tcp" && connect > 0) return { dns, connect, tls: 0, firstByte: 0, total: connect };
  const [tls, firstByte] = [milliseconds("tls"), milliseconds("firstByte")];
  return { dns, connect, tls, firstByte, total: milliseconds("total") };
}

function addressesIn(output: Output, index: number): Addresses {
  const { missing } = output;
  const system = missing.has("getent") ? undefined : part(output, index, "system", "vpc");
  const vpc = missing.has("dig") ? undefined : part(output, index, "vpc", "looked");
  return {
    ...(system === undefined ? {} : { system: addressLines(system) }),
    // A line with a semicolon is dig's own remark, such as that no server could be reached.
    ...(vpc === undefined || vpc.startsWith(";") ? {} : { vpc: addressLines(vpc) }),
  };
}

/** Lines that begin with an address, each address once; getent has three lines for each, dig also names. */
function addressLines(text: string): readonly string[] {
  const words = text.split("\n").map((line) => line.split(" ")[0] ?? "");
  return [...new Set(words.filter((word) => /^[\d.]+$|^[\da-f]*:[\da-f:.]*$/i.test(word)))];
}
