import { forwardTo } from "../../../plan/balancerChanges.ts";
import { changePlan } from "../../../plan/change.ts";
import { listenerStep } from "../../../plan/loadBalancerSteps.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { ListenerFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import { seenItems } from "../../evidence/seen.ts";
import type { Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { type Behind, behindService, list, registered, takesTcp } from "../behind.ts";

/** D1: packets to a port without a listener vanish. */
export const noListener: Rule = (facts, target) => {
  const all = behindService(facts, target);
  // Where other load balancers of the service do listen, they differ; that is another cause.
  if (all.some(({ listeners }) => listeners.length > 0)) return [];
  return all.map((behind) => {
    const { arn, name, listeners } = behind.balancer;
    const ports = list(listeners.map(({ port }) => port));
    const proof = proofFrom({ operation: "elasticloadbalancing:DescribeListeners", resource: arn });
    return found("D1", {
      parameters: { loadBalancer: name, port: target.port ?? "", ports },
      proof: [proof.wrong("Listeners[].Port", ports)],
      fixes: [...listenerFix(facts, behind, target.port), textFix("provider", "chooseGroup")],
    });
  });
};

/** A listener in front of the one target group that fits the port and serves no other load balancer. */
function listenerFix(facts: Evidence, { provider, balancer }: Behind, port: number | undefined): Fix[] {
  const free = seenItems(provider.targetGroups).filter(
    ({ loadBalancerArns, vpcId, protocol }) =>
      vpcId === balancer.vpcId && protocol === "TCP" && loadBalancerArns.every((arn) => arn === balancer.arn),
  );
  const group = onlyOne(
    free.filter(({ targets }) => targets.length > 0),
    port,
  );
  if (group === undefined) return [];
  return planFix(facts, {
    cause: "D1",
    code: "createListener",
    side: "provider",
    consequence: "security",
    plan: (context) =>
      changePlan(context, balancer.name, [
        listenerStep(context, {
          port: port ?? group.port,
          loadBalancerArn: balancer.arn,
          targetGroup: { arn: group.arn, name: group.name },
        }),
      ]),
  });
}

function onlyOne(
  groups: readonly TargetGroupFacts[],
  port: number | undefined,
): TargetGroupFacts | undefined {
  const fitting = groups.filter((group) => port === undefined || group.port === port);
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** D2: what listens on the port takes no TCP. */
export const otherProtocol: Rule = (facts, target) =>
  behindService(facts, target).flatMap(({ balancer, listeners }) => {
    const [listener] = listeners;
    if (target.port === undefined || listener === undefined || listeners.some(takesTcp)) return [];
    const { arn, protocol, port } = listener;
    const proof = proofFrom({ operation: "elasticloadbalancing:DescribeListeners", resource: arn });
    return [
      found("D2", {
        parameters: { loadBalancer: balancer.name, port, protocol },
        proof: [proof.asSet("Listeners[].Port", port), proof.wrong("Listeners[].Protocol", protocol)],
        fixes: [textFix("provider", "otherListener")],
      }),
    ];
  });

/** D12: a listener that gives every target group the weight 0 sends nothing anywhere. */
export const noWeight: Rule = (facts, target) =>
  behindService(facts, target).flatMap(({ provider, balancer, listeners }) =>
    listeners
      .filter(({ forwards }) => forwards.length > 0 && forwards.every(({ weight }) => weight === 0))
      .map((listener) => {
        const { arn, port, forwards } = listener;
        const proof = proofFrom({ operation: "elasticloadbalancing:DescribeListeners", resource: arn });
        const groups = seenItems(provider.targetGroups).filter((group) =>
          forwards.some(({ targetGroupArn }) => targetGroupArn === group.arn),
        );
        return found("D12", {
          parameters: { loadBalancer: balancer.name, port, groups: list(groups.map(({ name }) => name)) },
          proof: [proof.wrong(weightField, 0)],
          fixes: weightFix(facts, balancer.name, listener, groups),
        });
      }),
  );

const weightField = "Listeners[].DefaultActions[].ForwardConfig.TargetGroups[].Weight";

function weightFix(
  facts: Evidence,
  name: string,
  listener: ListenerFacts,
  groups: readonly TargetGroupFacts[],
): readonly Fix[] {
  const [group] = groups.filter((each) => registered(each).length > 0);
  if (group === undefined || groups.length > 1) return [textFix("provider", "chooseWeights")];
  const before = listener.forwards.map(({ targetGroupArn, weight = 1 }) => ({
    TargetGroupArn: targetGroupArn,
    Weight: weight,
  }));
  return planFix(facts, {
    cause: "D12",
    code: "giveWeight",
    side: "provider",
    consequence: "everyClient",
    plan: (context) => changePlan(context, name, [forwardTo(context, listener, group, before)]),
  });
}
