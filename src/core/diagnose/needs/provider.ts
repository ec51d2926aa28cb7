import type { CauseOf } from "../cause.ts";
import type { Needs, Part } from "./part.ts";

const loadBalancers: readonly Part[] = ["provider.loadBalancers"];
const targets: readonly Part[] = ["provider.targetGroups"];
const both: readonly Part[] = [...loadBalancers, ...targets];
const guards: readonly Part[] = [...both, "provider.targetInstances", "provider.network.securityGroups"];
const test: Needs = [["test"]];

/** What the rules of families D, E, F and H are judged by. */
export const providerNeeds: Readonly<Partial<Record<CauseOf<"D" | "E" | "F" | "H">, Needs>>> = {
  D1: [[...loadBalancers, "port"]],
  D2: [[...loadBalancers, "port"]],
  D3: [loadBalancers],
  D4: [
    [...loadBalancers, "provider.network.securityGroups", "consumer.client", "port", "balancerFromClient"],
  ],
  D5: [[...guards, "balancerToTargets"]],
  D7: [["provider.service", ...loadBalancers]],
  D9: [loadBalancers],
  D10: [[...guards, "targetsFromAddresses"]],
  D12: [loadBalancers],
  D13: [targets],
  D14: [["provider.service", "provider.notifications"]],
  D15: [["provider.service", "provider.principals"]],
  E1: [targets],
  E2: [[...guards, "targetsFromBalancer"]],
  E3: [guards],
  E5: [[...targets, "provider.targetInstances", "provider.network.routeTables"]],
  E6: [targets],
  E7: [[...targets, "provider.targetInstances"]],
  E8: [both],
  E9: [targets],
  E10: [both],
  E11: [[...both, "provider.targetInstances", "provider.network.networkAcls"]],
  E12: [targets],
  E15: test,
  E16: test,
  E17: test,
  E18: test,
  E19: [[...targets, "provider.applicationPorts"]],
  F6: [targets],
  H1: [["consumer.endpoint", "consumer.offered", "families"]],
  H6: [["provider.service", ...loadBalancers]],
  H8: [["provider.service"]],
};
