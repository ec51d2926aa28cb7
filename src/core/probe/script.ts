import { type ProbeLimits, type ProbeTarget, probeUrl } from "./probe.ts";

/** Body bytes that are sent back; SSM keeps at most 24,000 characters of output in all. */
const bodyBytes = 1024;

/** Lines that frame the parts of the output, so that a cut-off answer is noticed. The token makes them unguessable. */
export function marker(token: string, part: "begin" | "metrics" | "body" | "end"): string {
  return `--${token}-${part}--`;
}

/** curl's variables, by the names the reader looks for. `exitcode` needs curl 7.75; older ones leave it empty. */
const metrics = [
  ["exit", "exitcode"],
  ["status", "http_code"],
  ["dns", "time_namelookup"],
  ["connect", "time_connect"],
  ["tls", "time_appconnect"],
  ["firstByte", "time_starttransfer"],
  ["total", "time_total"],
  ["address", "remote_ip"],
] as const;

/**
 * The remote script: simple commands, one per line, without pipe, redirection, variable or condition. A failing line
 * does not stop the next one, so the reader sees what each of them left.
 */
export function probeScript(target: ProbeTarget, limits: ProbeLimits, token: string): readonly string[] {
  const file = `/tmp/${token}`;
  const writeOut = metrics.map(([name, variable]) => `${name}=%{${variable}}`).join(" ");
  return [
    ["printf", "%s\\n", marker(token, "begin")],
    [
      "curl",
      "--silent",
      "--show-error",
      "--verbose",
      "--stderr",
      "-",
      "--connect-timeout",
      String(limits.connectSeconds),
      "--max-time",
      String(limits.totalSeconds),
      "--output",
      file,
      "--write-out",
      `\\n${marker(token, "metrics")} ${writeOut}\\n`,
      probeUrl(target),
    ],
    ["printf", "%s\\n", marker(token, "body")],
    ["head", "-c", String(bodyBytes), file],
    ["printf", "\\n%s\\n", marker(token, "end")],
    ["rm", "-f", file],
  ].map((words) => words.map(quote).join(" "));
}

/** The one place where text becomes part of a shell command. */
export function quote(word: string): string {
  return /^[A-Za-z0-9_/.:,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** A path as typed, made fit for a URL: encoded, with a leading slash, without spaces or control characters. */
export function normalizePath(text: string): string {
  const path = text.trim().toWellFormed();
  // What is encoded already stays so.
  return encodeURI(path.startsWith("/") ? path : `/${path}`)
    .replaceAll(/%25([0-9A-Fa-f]{2})/g, "%$1")
    .replaceAll("'", "%27");
}
