import { accountName } from "../core/model/scope.ts";
import type { AttemptOutcome, ProbeAttempt, ProbeReport, ProbeZone } from "../core/probe/report.ts";
import { counted } from "./plan.ts";
import { attemptPlace, failureFragment, isConnected, outcomeMeaning } from "./probeOutcome.ts";

type Told = Pick<
  ProbeReport,
  "attempts" | "endpointName" | "endpointState" | "request" | "scope" | "verdict"
>;

/** The test's result as one sentence that a newcomer understands. */
export function verdictSentence(report: Told): string {
  const { verdict, request, endpointName, scope, attempts } = report;
  const { port } = request;
  switch (verdict.code) {
    case "passed":
      return `Passed: ${accountName(scope)} reaches ${endpointName} on port ${port}${through(report)}`;
    case "failed":
      return verdict.same
        ? `${lead(verdict.outcome)} ${failureFragment(verdict.outcome, port)}${inEveryZone(report, verdict.outcome)}`
        : `Failed: nothing gets through to ${endpointName} on port ${port}`;
    case "zonesBroken": {
      const { broken, working, outcome } = verdict;
      const of = `${broken.length} of ${counted(broken.length + working.length, "AZ")}`;
      return `Broken in ${of}: ${failureFragment(outcome, port)} in ${zoneList(broken)}`;
    }
    case "namesBroken":
      return `Not every name works: ${failureFragment(verdict.outcome, port)} for ${placesOf(attempts, verdict.hosts)}`;
    case "mixed":
      return `Mixed: ${verdict.failed} of ${attempts.length} attempts on port ${port} fail`;
    case "incomplete":
      return `Incomplete: ${verdict.lost} of ${attempts.length} attempts left no result`;
  }
}

/** What the verdict says about where the fault is. */
export function verdictMeaning(report: Told): string {
  const { verdict, endpointState, attempts } = report;
  switch (verdict.code) {
    case "passed":
      return passedCounts(attempts);
    case "failed": {
      const meaning = outcomeMeaning(verdict.outcome, endpointState, namedReading(attempts));
      return verdict.same ? meaning : `The attempts fail in different ways. The first of them: ${meaning}`;
    }
    case "zonesBroken": {
      const [there, working] = [zoneList(verdict.broken), zoneList(verdict.working)];
      return `In ${working} everything works, through the same security groups and the same listener. So look at what only ${there} has: its targets and their health (cross-zone load balancing lets those of other zones help), the network ACL and the routes of its subnet.`;
    }
    case "namesBroken":
      return `${outcomeMeaning(verdict.outcome, endpointState)} Every interface answers, so the way behind the names works.`;
    case "mixed":
      return `The attempts that fail have nothing in common that would say where the fault is. The first of them: ${outcomeMeaning(verdict.outcome, endpointState)}`;
    case "incomplete":
      return "Systems Manager returned only part of the output, or the script was ended early. What arrived is below; run the test again for the rest.";
  }
}

/** How good or bad a result is: an answer that is not the wanted one shows that the way works. */
export function verdictTone({ verdict }: Pick<ProbeReport, "verdict">): "ok" | "warn" | "bad" | "unknown" {
  switch (verdict.code) {
    case "passed":
      return "ok";
    case "incomplete":
      return "unknown";
    case "failed":
      if (verdict.outcome.code === "noResult") return "unknown";
      return verdict.same && isConnected(verdict.outcome) ? "warn" : "bad";
    default:
      return "warn";
  }
}

/** How the sentence begins: a fault behind a connection that works is another fault than none at all. */
function lead(outcome: AttemptOutcome): string {
  if (outcome.code === "noResult") return "No result:";
  return isConnected(outcome) ? "Connected, but" : "Failed:";
}

function through({ attempts }: Told): string {
  const zones = zoneCount(attempts);
  if (zones === 0) return "";
  return zones === 1 ? " through its AZ" : zones === 2 ? " through both AZs" : ` through all ${zones} AZs`;
}

/** Only what is the same in every zone is worth saying so. */
function inEveryZone({ attempts }: Told, { code }: AttemptOutcome): string {
  const zones = zoneCount(attempts);
  if (zones < 2) return "";
  if (code === "timedOut") return zones === 2 ? " in either AZ" : ` in any of ${zones} AZs`;
  return code === "refused" ? (zones === 2 ? " in both AZs" : ` in all ${zones} AZs`) : "";
}

function placesOf(attempts: readonly ProbeAttempt[], hosts: readonly string[]): string {
  const named = attempts.filter(({ kind, host }) => kind === "name" && hosts.includes(host));
  return named.map(attemptPlace).join(", ");
}

function zoneCount(attempts: readonly ProbeAttempt[]): number {
  return new Set(attempts.flatMap(({ zoneName }) => zoneName ?? [])).size;
}

function passedCounts(attempts: readonly ProbeAttempt[]): string {
  const count = (kind: ProbeAttempt["kind"]) => attempts.filter((each) => each.kind === kind).length;
  const [names, interfaces] = [count("name"), count("interface")];
  const slowest = Math.max(0, ...attempts.map(({ reading }) => reading.timings.total));
  const all = [
    `${names} of ${counted(names, "name")}`,
    ...(interfaces === 0 ? [] : [`${interfaces} of ${counted(interfaces, "interface")}`]),
  ];
  return `${all.join(" and ")} answer, the slowest in ${duration(slowest)}.`;
}

/** Only a name has to be resolved. */
function namedReading(attempts: readonly ProbeAttempt[]) {
  return attempts.find(({ kind }) => kind === "name")?.reading;
}

/** Zones by their ids, which all accounts share, with the account's own names. */
function zoneList(zones: readonly ProbeZone[]): string {
  return zones
    .map(({ zoneId, zoneName }) => (zoneId === undefined ? zoneName : `${zoneId} (${zoneName})`))
    .join(", ");
}

/** Milliseconds as people read them. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** How a test compares with the last one that passed; nothing when there was none. */
export function comparisonSentences({ attempts, comparison }: ProbeReport, at: string): readonly string[] {
  if (comparison === undefined) return [];
  const before = new Map(comparison.attempts.map((each) => [each.key, each]));
  const compared = attempts.flatMap((attempt) => {
    const earlier = before.get(attempt.interfaceId ?? attempt.host);
    return earlier === undefined ? [] : [{ attempt, earlier }];
  });
  const broken = compared.filter(({ earlier }) => earlier.broken);
  const slowest = (times: readonly number[]) => duration(Math.max(0, ...times));
  const then = slowest(compared.map(({ earlier }) => earlier.totalBefore));
  const now = slowest(compared.map(({ attempt }) => attempt.reading.timings.total));
  return [
    `The last good run was on ${at}.`,
    ...(comparison.otherRequest ? ["It asked for something else, or from another instance."] : []),
    ...(broken.length === 0
      ? [
          compared.length === 0
            ? "It tried other names."
            : `The slowest took ${then} then and takes ${now} now.`,
        ]
      : [`Worked then and fails now: ${broken.map(({ attempt }) => attemptPlace(attempt)).join(", ")}.`]),
  ];
}
