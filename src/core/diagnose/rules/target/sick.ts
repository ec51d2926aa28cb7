import type { CauseId } from "../../cause.ts";
import type { TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import type { Finding, Parameters, Proof } from "../../finding.ts";
import { found, proofFrom } from "../../found.ts";
import { attachedGroups } from "../../packet/securityGroups.ts";
import { heldPorts } from "../balancer/outbound.ts";
import { type Behind, instanceOf, list, registered, severityOf, targetName } from "../behind.ts";
import { checkPort, countTargets, type Leg, legsOf, shutPorts } from "./legs.ts";
import { isStopped } from "./networkAcls.ts";

/** Targets of one group that are unhealthy for the same reason, as far as fields can tell. */
export interface Sick {
  readonly behind: Behind;
  readonly group: TargetGroupFacts;
  readonly targets: readonly TargetFacts[];
}

/** What an unhealthy target suffers from when nothing stands in the way to it. */
type Explanation = Extract<CauseId, "E3" | "E6" | "E12" | "E19">;

export function sickWith(all: readonly Behind[], cause: Explanation): readonly Sick[] {
  return all.flatMap((behind) =>
    behind.groups.flatMap((group) => {
      const targets = registered(group).filter((target) => explain(behind, group, target) === cause);
      return targets.length === 0 ? [] : [{ behind, group, targets }];
    }),
  );
}

function explain(behind: Behind, group: TargetGroupFacts, target: TargetFacts): Explanation | undefined {
  if (target.state !== "unhealthy") return undefined;
  if (group.type === "alb") return "E19";
  const legs = legsOf(behind).filter((leg) => leg.group === group && leg.target === target);
  // A target stays healthy as long as one node reaches it.
  if (legs.length > 0 && legs.every(isBarred)) return undefined;
  if (target.reason === "Target.ResponseCodeMismatch") return "E6";
  // Whether the way is open nobody can say without its security groups.
  if (!isGuardSeen(behind, target)) return undefined;
  if (group.proxyProtocol && group.healthCheck.protocol !== "TCP") return "E12";
  return checkPort(group, target) === target.port ? "E3" : "E6";
}

function isBarred(leg: Leg): boolean {
  return shutPorts(leg).length > 0 || heldPorts(leg).length > 0 || isStopped(leg);
}

function isGuardSeen({ provider, balancer }: Behind, target: TargetFacts): boolean {
  if (!provider.targetInstances.seen || !provider.network.securityGroups.seen) return false;
  const ids = [...balancer.securityGroupIds, ...(instanceOf(provider, target)?.securityGroupIds ?? [])];
  return attachedGroups(provider.network.securityGroups, ids).length === new Set(ids).size;
}

interface More extends Partial<Pick<Finding, "certainty" | "severity" | "fixes" | "proof">> {
  readonly parameters?: Parameters;
}

/** A finding about some of the targets of a group. */
export function sickFinding(cause: CauseId, all: readonly Behind[], sick: Sick, more: More): Finding {
  const { behind, group, targets } = sick;
  return found(cause, {
    severity: severityOf(targets.length, countTargets(all)),
    ...more,
    parameters: {
      group: group.name,
      targets: list(targets.map((each) => targetName(behind.provider, each))),
      targetPorts: list(targets.map(({ port }) => port)),
      ...more.parameters,
    },
    proof: [...(more.proof ?? []), ...healthOf(group, targets)],
  });
}

function healthOf(group: TargetGroupFacts, targets: readonly TargetFacts[]): readonly Proof[] {
  const proof = proofFrom({ operation: "elasticloadbalancing:DescribeTargetHealth", resource: group.arn });
  return targets.map(({ id, state, reason }) =>
    proof.wrong(
      `TargetHealthDescriptions[Target.Id=${id}].TargetHealth`,
      list([state, ...(reason === undefined ? [] : [reason])]),
    ),
  );
}
