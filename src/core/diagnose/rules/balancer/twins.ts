import type { ListenerFacts } from "../../evidence/provider.ts";
import { textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, list } from "../behind.ts";

/**
 * D9: each endpoint interface stays with one of the load balancers in its zone, so they all have to listen alike: on the
 * port that clients use, or on all where nobody can say which that is.
 */
export const unlikeTwins: Rule = (facts, target) => {
  const all = behindService(facts, target).map(({ balancer, listeners }) => ({
    ...balancer,
    asked: words(listeners),
    ports: words(balancer.listeners),
  }));
  if (new Set(all.map(({ asked }) => asked)).size <= 1) return [];
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

function words(listeners: readonly ListenerFacts[]): string {
  return list(listeners.map(({ protocol, port }) => `${protocol} ${port}`).sort());
}
