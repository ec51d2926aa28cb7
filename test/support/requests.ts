import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Endpoint } from "../../src/sandbox/state/privateLink.ts";

/** Adds copies of the scenario's waiting endpoint, each a minute younger than the one before. */
export function addRequests({ world }: Sandbox, count: number): readonly Endpoint[] {
  const waiting = [...world.endpoints.values()].find(({ state }) => state === "pendingAcceptance");
  if (waiting === undefined) throw new Error("The scenario has no waiting endpoint.");
  const from = world.endpoints.size;
  return Array.from({ length: count }, (_, index) => {
    const id = `vpce-${(from + index).toString(16).padStart(17, "0")}`;
    const createdAt = new Date(waiting.createdAt.getTime() + (index + 1) * 60_000);
    const copy: Endpoint = { ...waiting, id, connectionId: `vpce-svc-con-${id}`, createdAt };
    world.endpoints.set(id, copy);
    return copy;
  });
}
