import { textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, list } from "../behind.ts";

/** D9: each endpoint interface stays with one of the load balancers in its zone, so they all have to listen alike. */
export const unlikeTwins: Rule = (facts, target) => {
  const all = behindService(facts, target).map(({ balancer }) => ({
    ...balancer,
    ports: list(balancer.listeners.map(({ protocol, port }) => `${protocol} ${port}`).sort()),
  }));
  if (new Set(all.map(({ ports }) => ports)).size <= 1) return [];
  return [
    found("D9", {
      parameters: {
        loadBalancers: list(all.map(({ name }) => name)),
        difference: all.map(({ name, ports }) => `${name}: ${ports === "" ? "-" : ports}`).join("; "),
      },
      proof: all.map(({ arn, ports }) =>
        proofFrom({ operation: "elasticloadbalancing:DescribeListeners", resource: arn }).wrong(
          "Listeners[].Protocol, Port",
          ports,
        ),
      ),
      fixes: [textFix("provider", "align")],
    }),
  ];
};
