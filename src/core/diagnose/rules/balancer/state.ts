import { textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, severityOf } from "../behind.ts";

/** D3: a load balancer that is not active carries nothing. */
export const notActive: Rule = (facts, target) => {
  const all = behindService(facts, target).map(({ balancer }) => balancer);
  // `active_impaired` carries traffic, and `unknown` is a state newer than this list.
  const broken = all.filter(({ state }) => state === "provisioning" || state === "failed");
  return broken.map(({ arn, name, state, stateReason }) => {
    const proof = proofFrom({ operation: "elasticloadbalancing:DescribeLoadBalancers", resource: arn });
    const reason =
      stateReason === undefined ? [] : [proof.asSet("LoadBalancers[].State.Reason", stateReason)];
    return found("D3", {
      severity: severityOf(broken.length, all.length),
      parameters: { loadBalancer: name, state },
      proof: [proof.wrong("LoadBalancers[].State.Code", state), ...reason],
      fixes: [textFix("provider", state === "provisioning" ? "wait" : "replace")],
    });
  });
};
