import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { encodeState } from "../../src/sandbox/scenarios/stateText.ts";

/** Random parts of what AWS hands out: ids, the hashes of load balancing, and those of DNS names and records. */
const random =
  /\b0[0-9a-f]{16}\b|\b[0-9a-f]{16}\b|\b[0-9a-z]{8}(?=-[a-z0-9]|\.vpce|\.us-|\.ssm)|(?<=[_:"])[0-9a-z]{20}\b|\bA(?:ROA|IPA)[0-9A-Z]{17}\b/g;

/**
 * What exists in a sandbox once everything under way has happened, as text: sandboxes in which the same was made in the
 * same order have the same text. Times and health checks are left out, and random ids are numbered in reading order; so are client tokens and terminated
 * instances, which AWS keeps for a while whatever one does.
 */
export function worldText(sandbox: Sandbox): string {
  sandbox.snapshot();
  const { accounts: _, sessions: __, clientTokens: ___, commands: ____, ...world } = sandbox.world;
  const instances = new Map([...world.instances].filter(([, { state }]) => state !== "terminated"));
  const text = JSON.stringify(encodeState({ ...world, instances }), withoutTimes, 1);
  const numbers = new Map<string, string>();
  return text.replaceAll(random, (part) => {
    const known = numbers.get(part) ?? `#${numbers.size + 1}`;
    numbers.set(part, known);
    return known;
  });
}

function withoutTimes(member: string, value: unknown): unknown {
  if (member === "checks") return "go on all the time";
  return typeof value === "object" && value !== null && "$date" in value ? "a time" : value;
}
