import type { ManagedInstance, Network } from "../model/network.ts";
import { displayName } from "../model/tags.ts";

/** An instance in the endpoint's VPC that a test can run from, or cannot and why. */
export interface TestInstance {
  readonly id: string;
  readonly name: string;
  readonly zoneName: string;
  readonly refused?: "notManaged" | "offline" | "windows" | "notRunning";
}

/** The instances of a VPC, usable ones first. */
export function testInstances(
  { instances }: Network,
  managed: readonly ManagedInstance[],
  vpcId: string,
): readonly TestInstance[] {
  return instances
    .filter((instance) => instance.vpcId === vpcId && instance.state !== "terminated")
    .map((instance) => {
      const agent = managed.find(({ instanceId }) => instanceId === instance.id);
      const refused = refusal(instance.state, agent);
      return {
        id: instance.id,
        name: displayName(instance),
        zoneName: instance.zoneName,
        ...(refused === undefined ? {} : { refused }),
      };
    })
    .toSorted((a, b) => Number(a.refused !== undefined) - Number(b.refused !== undefined));
}

function refusal(state: string, agent: ManagedInstance | undefined): TestInstance["refused"] {
  if (state !== "running") return "notRunning";
  if (agent === undefined) return "notManaged";
  if (agent.platform === "Windows") return "windows";
  return agent.online ? undefined : "offline";
}
