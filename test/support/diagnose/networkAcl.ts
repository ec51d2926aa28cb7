import type { Vpc } from "../../../src/sandbox/state/network.ts";
import { defaultAcl } from "../../../src/sandbox/state/networkAcls.ts";
import type { World } from "../../../src/sandbox/state/world.ts";

/** Denies TCP to some ports at the borders of all subnets of a VPC. */
export function deny(
  world: World,
  vpc: Vpc,
  direction: "ingress" | "egress",
  [fromPort, toPort]: readonly [number, number],
): void {
  defaultAcl(world, vpc).entries.push({
    ruleNumber: 50,
    egress: direction === "egress",
    protocol: "6",
    fromPort,
    toPort,
    cidr: "0.0.0.0/0",
    allow: false,
  });
}
