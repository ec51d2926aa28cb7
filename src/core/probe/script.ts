import { shellText } from "../model/shellText.ts";
import {
  certificatePart,
  marker,
  outputShares,
  type PlannedAttempt,
  plannedAttempts,
  type Share,
} from "./parts.ts";
import { curlTarget, type ProbeLimits, type ProbeRequest } from "./request.ts";

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
  ["size", "size_download"],
] as const;

/** Seconds that the look-ups of one name may take: dig has a limit of its own, getent has the resolver's. */
const digSeconds = 2;
const getentSeconds = 20;

type Command = readonly string[];

/**
 * The remote script: simple commands, one per line, without pipe, redirection, variable or condition. A failing line
 * does not stop the next one, so the reader sees what each of them left.
 * @param token Letters and digits that nobody can guess; also names the temporary files.
 */
export function probeScript(request: ProbeRequest, limits: ProbeLimits, token: string): readonly string[] {
  const attempts = plannedAttempts(request);
  const shares = outputShares(request, attempts.length);
  const attempting = new AttemptCommands(request, limits, token);
  const commands: readonly Command[] = [
    ...shares.attempts.flatMap((share, index) => {
      const attempt = attempts[index];
      return attempt === undefined ? [] : attempting.attempt(attempt, index, share);
    }),
    ...(request.scheme === "https" ? attempting.certificate(shares.certificate) : []),
    // Last, so that no attempt gains from a name that has just been looked up.
    ...request.names.flatMap(({ host }, index) => lookUpCommands(host, token, index)),
  ];
  return commands.map((words) => words.map(shellText).join(" "));
}

/** Seconds that the script takes at most; Systems Manager has to give it longer. */
export function scriptSeconds(request: ProbeRequest, { totalSeconds }: ProbeLimits): number {
  const curls = plannedAttempts(request).length + (request.scheme === "https" ? 1 : 0);
  return Math.ceil(curls * totalSeconds) + request.names.length * (getentSeconds + digSeconds);
}

/** The commands of attempts, which all use the same two files after one another. */
class AttemptCommands {
  readonly #request: ProbeRequest;
  readonly #token: string;
  readonly #verbose: string;
  readonly #body: string;
  /** Proxies and curl's own configuration would lead elsewhere than into the endpoint. */
  readonly #curl: Command;

  constructor(request: ProbeRequest, { connectSeconds, totalSeconds }: ProbeLimits, token: string) {
    this.#request = request;
    this.#token = token;
    this.#verbose = `/tmp/${token}.log`;
    this.#body = `/tmp/${token}.body`;
    const limits = ["--connect-timeout", String(connectSeconds), "--max-time", String(totalSeconds)];
    const files = ["--stderr", this.#verbose, "--output", this.#body];
    const report = ["--silent", "--show-error", "--verbose"];
    // A service that waits for its client to speak first is not waited for: connected is all that is asked.
    const end = request.scheme === "tcp" ? ["--speed-limit", "1", "--speed-time", "1"] : [];
    this.#curl = ["curl", "-q", ...report, "--noproxy", "*", ...limits, ...end, ...files];
  }

  attempt({ host, ip }: PlannedAttempt, index: number, share: Share): readonly Command[] {
    const mark = (part: Parameters<typeof marker>[2]) => marker(this.#token, index, part);
    const values = metrics.map(([name, variable]) => `${name}=%{${variable}}`).join(" ");
    const writeOut = ["--write-out", `${mark("metrics")} ${values}\\n`];
    return [
      print(mark("begin")),
      [...this.#curl, ...writeOut, ...curlTarget(this.#request, host, ip)],
      print(mark("verbose")),
      ["head", "-c", String(share.verbose), this.#verbose],
      printBelow(mark("body")),
      ["head", "-c", String(share.body), this.#body],
      printBelow(mark("end")),
      this.#removal,
    ];
  }

  certificate(bytes: number): readonly Command[] {
    const [first] = this.#request.names;
    return [
      print(marker(this.#token, certificatePart, "begin")),
      [...this.#curl, "--insecure", "--head", ...curlTarget(this.#request, first?.host ?? "")],
      ["head", "-c", String(bytes), this.#verbose],
      printBelow(marker(this.#token, certificatePart, "end")),
      this.#removal,
    ];
  }

  get #removal(): Command {
    return ["rm", "-f", this.#verbose, this.#body];
  }
}

/** What the instance's own resolver has for a name, and what the VPC's one has, which a setting may have put aside. */
function lookUpCommands(host: string, token: string, index: number): readonly Command[] {
  const vpcResolver = "@169.254.169.253";
  return [
    print(marker(token, index, "system")),
    ["getent", "ahosts", host],
    print(marker(token, index, "vpc")),
    ["dig", "+short", `+time=${digSeconds}`, "+tries=1", vpcResolver, host],
    print(marker(token, index, "looked")),
  ];
}

function print(line: string): Command {
  return ["printf", "%s\\n", line];
}

/** What a file ends with is not known to be a line's end. */
function printBelow(line: string): Command {
  return ["printf", "\\n%s\\n", line];
}
