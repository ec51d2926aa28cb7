import type { CheckFailure, TargetGroup } from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import { sendsProxyHeader } from "./groupSettings.ts";
import type { Passage } from "./verdict.ts";

const failed: CheckFailure = { reason: "Target.FailedHealthChecks", description: "Health checks failed" };

/** What a health check finds that went a certain way; undefined if it passes. */
export function checkFailure(group: TargetGroup, reached: Passage<Instance>): CheckFailure | undefined {
  const { protocol, path = "/", matcher = "200-399" } = group.healthCheck;
  if ("status" in reached) return protocol === "TCP" ? undefined : mismatch(matcher, reached.status);
  if (!("next" in reached)) {
    const silent = protocol !== "TCP" && reached.verdict === "drop";
    return silent ? { reason: "Target.Timeout", description: "Request timed out" } : failed;
  }
  if (protocol === "TCP") return undefined;
  // The check begins with the header too, and the applications close a connection that begins with anything but a request.
  if (sendsProxyHeader(group)) return failed;
  // An HTTP check of anything that speaks another protocol gets no answer that it understands.
  if (reached.next.application?.protocol !== protocol.toLowerCase()) return failed;
  // The sample applications answer 404 to every path but the root.
  return mismatch(matcher, path === "/" ? 200 : 404);
}

function mismatch(matcher: string, code: number): CheckFailure | undefined {
  if (passes(matcher, code)) return undefined;
  const description = `Health checks failed with these codes: [${code}]`;
  return { reason: "Target.ResponseCodeMismatch", description };
}

/** A matcher lists codes and ranges of codes: `200,300-399`. */
function passes(matcher: string, code: number): boolean {
  return matcher.split(",").some((part) => {
    const [from = "", to = from] = part.split("-");
    return Number(from) <= code && code <= Number(to);
  });
}
