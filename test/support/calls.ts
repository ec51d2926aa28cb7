import type { Sandbox } from "../../src/sandbox/sandbox.ts";

/** How often each operation was called while `act` ran, over all accounts. */
export async function callsOf(sandbox: Sandbox, act: () => Promise<void>): Promise<Record<string, number>> {
  const before = sandbox.calls.length;
  await act();
  const counts: Record<string, number> = {};
  for (const { operation } of sandbox.calls.slice(before)) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}
