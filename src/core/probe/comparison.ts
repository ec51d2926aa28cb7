import type { AttemptComparison, ProbeAttempt, ProbeComparison, ProbeReport } from "./report.ts";
import { works } from "./verdict.ts";

type Asked = Pick<ProbeReport, "request" | "instanceId">;

/** Whether two tests asked for the same, from the same instance. */
export function asksTheSame(one: Asked, other: Asked): boolean {
  return (
    one.instanceId === other.instanceId &&
    one.request.scheme === other.request.scheme &&
    one.request.port === other.request.port &&
    one.request.path === other.request.path &&
    one.request.ownName === other.request.ownName
  );
}

/** How a test differs from an earlier one of the same endpoint that passed. */
export function compareTests(
  now: Pick<ProbeReport, "request" | "instanceId" | "attempts">,
  before: Pick<ProbeReport, "request" | "instanceId" | "attempts" | "startedAt">,
): ProbeComparison {
  const otherRequest = !asksTheSame(now, before);
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
