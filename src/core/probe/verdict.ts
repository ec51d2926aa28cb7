import type { AttemptOutcome, ProbeAttempt, ProbeZone, Verdict } from "./report.ts";

export function works({ code }: AttemptOutcome): boolean {
  return code === "passed" || code === "connected";
}

/** What all attempts together mean. */
export function verdictOf(attempts: readonly ProbeAttempt[]): Verdict {
  const failed = attempts.filter(({ outcome }) => !works(outcome));
  const [first] = failed;
  if (first === undefined && attempts.length > 0) return { code: "passed" };
  const outcome: AttemptOutcome = first?.outcome ?? { code: "noResult" };
  const lost = failed.filter((each) => each.outcome.code === "noResult").length;
  if (failed.length === attempts.length) return allFailed(failed, outcome);
  if (lost > 0) return { code: "incomplete", lost };
  return (
    brokenZones(attempts, failed) ?? brokenNames(failed) ?? { code: "mixed", failed: failed.length, outcome }
  );
}

/** What the interfaces say counts: names may fail for reasons of their own. What was lost says nothing. */
function allFailed(failed: readonly ProbeAttempt[], first: AttemptOutcome): Verdict {
  const seen = failed.filter(({ outcome }) => outcome.code !== "noResult");
  const byInterface = seen.filter(({ kind }) => kind === "interface");
  const telling = byInterface.length > 0 ? byInterface : seen;
  const outcome = telling[0]?.outcome ?? first;
  return { code: "failed", outcome, same: telling.every((each) => each.outcome.code === outcome.code) };
}

/**
 * Zones that explain every failure: the zones of what failed there alone, and then names that lead to any zone and failed
 * in the same way.
 */
function brokenZones(
  attempts: readonly ProbeAttempt[],
  failed: readonly ProbeAttempt[],
): Verdict | undefined {
  const inZone = failed.filter(({ zoneName }) => zoneName !== undefined);
  const zones = new Set(inZone.map(({ zoneName }) => zoneName));
  // A name may fail for a reason of its own; an interface has no other one than its zone.
  const byInterface = attempts.filter(({ kind }) => kind === "interface");
  const proved = (byInterface.length > 0 ? byInterface : attempts).filter(
    ({ zoneName }) => zoneName !== undefined,
  );
  const isProved = (zone: string | undefined) =>
    proved.some(({ zoneName, outcome }) => zoneName === zone && !works(outcome));
  const working = zonesOf(proved.filter(({ zoneName }) => !zones.has(zoneName)));
  const [first] = inZone;
  if (first === undefined || working.length === 0 || ![...zones].every(isProved)) return undefined;
  const elsewhere = failed.filter(({ zoneName }) => zoneName === undefined);
  const alike = elsewhere.every(({ outcome }) => inZone.some((each) => each.outcome.code === outcome.code));
  return alike
    ? { code: "zonesBroken", broken: zonesOf(inZone), working, outcome: first.outcome }
    : undefined;
}

/** Only names fail, and all alike: one sentence says what is the matter with them. */
function brokenNames(failed: readonly ProbeAttempt[]): Verdict | undefined {
  const [first] = failed;
  if (first === undefined) return undefined;
  const isOther = ({ kind, outcome }: ProbeAttempt) =>
    kind === "interface" || outcome.code !== first.outcome.code;
  if (failed.some(isOther)) return undefined;
  return { code: "namesBroken", hosts: failed.map(({ host }) => host), outcome: first.outcome };
}

/** Each zone once, in the order of the attempts. */
function zonesOf(attempts: readonly ProbeAttempt[]): readonly ProbeZone[] {
  const zones = new Map<string, ProbeZone>();
  for (const { zoneName, zoneId } of attempts) {
    if (zoneName === undefined || zones.get(zoneName)?.zoneId !== undefined) continue;
    zones.set(zoneName, { zoneName, ...(zoneId === undefined ? {} : { zoneId }) });
  }
  return [...zones.values()];
}
