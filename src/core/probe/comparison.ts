import type { AttemptComparison, ProbeAttempt, ProbeComparison, ProbeReport } from "./report.ts";
import { works } from "./verdict.ts";

/** How a test differs from an earlier one of the same endpoint that passed. */
export function compareTests(
  now: Pick<ProbeReport, "request" | "instanceId" | "attempts">,
  before: Pick<ProbeReport, "request" | "instanceId" | "attempts" | "startedAt">,
): ProbeComparison {
  const otherRequest =
    now.instanceId !== before.instanceId ||
    now.request.scheme !== before.request.scheme ||
    now.request.port !== before.request.port ||
    now.request.path !== before.request.path ||
    now.request.ownName !== before.request.ownName;
  const attempts = now.attempts.flatMap((attempt): AttemptComparison[] => {
    const earlier = before.attempts.find((each) => attemptKey(each) === attemptKey(attempt));
    if (earlier === undefined || !works(earlier.outcome)) return [];
    return [
      {
        key: attemptKey(attempt),
        totalBefore: earlier.reading.timings.total,
        broken: !works(attempt.outcome),
      },
    ];
  });
  return { startedAt: before.startedAt, otherRequest, attempts };
}

/** What makes two attempts the same one; an endpoint's names and interfaces keep theirs. */
function attemptKey({ host, interfaceId }: Pick<ProbeAttempt, "host" | "interfaceId">): string {
  return interfaceId ?? host;
}
