import type { CauseId } from "./cause.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { Finding } from "./finding.ts";

/**
 * Findings, with those in doubt that only hold for the client. Where no test has named the client, it is one of several
 * instances, and what stands in its way proves nothing about the others.
 */
export function doubtAssumedClient(
  facts: Evidence,
  findingsOf: (facts: Evidence) => readonly Finding[],
): readonly Finding[] {
  const findings = findingsOf(facts);
  const { consumer } = facts;
  if (consumer === undefined || consumer.clientCandidates <= 1) return findings;
  const anybody = { ...facts, consumer: { ...consumer, client: { seen: true, value: undefined } as const } };
  const forAnybody = new Set(findingsOf(anybody).map(({ cause }) => cause));
  return findings.map((finding) =>
    isOnTheWay(finding.cause) && !forAnybody.has(finding.cause)
      ? { ...finding, certainty: "likely", assumesClient: true }
      : finding,
  );
}

/** Causes of family G are about the one instance that a test would run on, and name it. */
function isOnTheWay(cause: CauseId): boolean {
  return !cause.startsWith("G");
}
