import type { Reading, Timings, Verdict } from "./probe.ts";
import { marker } from "./script.ts";

/** Reads a probe's standard output. Parts that did not arrive are empty, and then the verdict is `incomplete`. */
export function readOutput(
  output: string,
  token: string,
): { readonly reading: Reading; readonly verdict: Verdict } {
  const text = output.replaceAll("\r\n", "\n");
  const verbose = between(text, `${marker(token, "begin")}\n`, `\n${marker(token, "metrics")}`);
  const values = metricValues(between(text, marker(token, "metrics"), "\n"));
  const exitCode = exitCodeOf(values.get("exit"), verbose);
  const reading: Reading = {
    ...(exitCode === undefined ? {} : { exitCode }),
    httpStatus: Number(values.get("status") ?? 0),
    timings: timingsOf(values),
    remoteAddress: values.get("address") ?? "",
    body: between(text, `${marker(token, "body")}\n`, `\n${marker(token, "end")}`),
    verbose,
  };
  const complete = text.includes(marker(token, "end"));
  return { reading, verdict: judgeReading(reading, complete) };
}

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  if (from < 0) return "";
  const rest = text.slice(from + start.length);
  const to = rest.indexOf(end);
  return to < 0 ? rest : rest.slice(0, to);
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

function timingsOf(values: ReadonlyMap<string, string>): Timings {
  const milliseconds = (key: string) => Math.round(Number(values.get(key) ?? 0) * 1e6) / 1e3;
  return {
    dns: milliseconds("dns"),
    connect: milliseconds("connect"),
    tls: milliseconds("tls"),
    firstByte: milliseconds("firstByte"),
    total: milliseconds("total"),
  };
}

/** Exit codes: https://curl.se/libcurl/c/libcurl-errors.html */
function judgeReading({ exitCode, httpStatus }: Reading, complete: boolean): Verdict {
  if (exitCode === 0 || (exitCode === undefined && httpStatus > 0)) {
    return httpStatus < 400 ? { code: "passed", httpStatus } : { code: "httpError", httpStatus };
  }
  switch (exitCode) {
    case undefined:
      return complete ? { code: "noCurl" } : { code: "incomplete" };
    case 6:
      return { code: "unknownName" };
    case 7:
      return { code: "refused" };
    case 28:
      return { code: "timedOut" };
    case 52:
    case 56:
      return { code: "reset" };
    default:
      return { code: "otherFailure", exitCode };
  }
}
