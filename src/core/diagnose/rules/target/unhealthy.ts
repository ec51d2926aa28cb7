import { changePlan } from "../../../plan/change.ts";
import { checkByTcp, setTargetGroupAttribute, untilHealthy } from "../../../plan/targetGroupChanges.ts";
import type { AttemptOutcome } from "../../../probe/report.ts";
import type { CauseId } from "../../cause.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import type { Finding, Fix, Parameters, Proof } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import { reachesInternet, routeTableOf } from "../../packet/routes.ts";
import { attachedGroups } from "../../packet/securityGroups.ts";
import type { Rule } from "../../rule.ts";
import { heldPorts } from "../balancer/outbound.ts";
import {
  type Behind,
  behindService,
  instanceOf,
  list,
  registered,
  severityOf,
  targetName,
} from "../behind.ts";
import { checkPort, countTargets, type Leg, legsOf, shutPorts } from "./legs.ts";
import { isStopped } from "./networkAcls.ts";

/** Targets of one group that are unhealthy for the same reason, as far as fields can tell. */
interface Sick {
  readonly behind: Behind;
  readonly group: TargetGroupFacts;
  readonly targets: readonly TargetFacts[];
}

/** What an unhealthy target suffers from when nothing stands in the way to it. */
type Explanation = Extract<CauseId, "E3" | "E6" | "E12" | "E19">;

function sickWith(all: readonly Behind[], cause: Explanation): readonly Sick[] {
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

/** E3: the way is open, but the target does not answer: the application does not listen on the port. */
export const notListening: Rule = (facts, target) => {
  const all = behindService(facts, target);
  return sickWith(all, "E3").map((sick) =>
    finding("E3", all, sick, { fixes: [textFix("provider", "startApplication")] }),
  );
};

/**
 * E5: as E3, and the instance has no way out: what its user data wanted to install never came. An application that was
 * brought in another way is not meant, which is why it is only likely.
 */
export const neverInstalled: Rule = (facts, target) => {
  const all = behindService(facts, target);
  return sickWith(all, "E3").flatMap(({ behind, group, targets }) => {
    const cutOff = targets.filter((each) => cutOffSubnet(behind, each) !== undefined);
    if (cutOff.length === 0) return [];
    const subnets = cutOff.flatMap((each) => cutOffSubnet(behind, each) ?? []);
    return [
      finding(
        "E5",
        all,
        { behind, group, targets: cutOff },
        {
          parameters: { subnets: list(subnets) },
          proof: [...new Set(subnets)].map((resource) =>
            proofFrom({ operation: "ec2:DescribeRouteTables", resource }).wrong(
              "RouteTables[].Routes[DestinationCidrBlock=0.0.0.0/0]",
              undefined,
            ),
          ),
          fixes: [textFix("provider", "wayOut")],
        },
      ),
    ];
  });
};

function cutOffSubnet({ provider }: Behind, target: TargetFacts): string | undefined {
  const instance = instanceOf(provider, target);
  if (instance === undefined) return undefined;
  const table = routeTableOf(provider.network, { id: instance.subnetId, vpcId: instance.vpcId });
  if (table === undefined || reachesInternet(table, instance.hasPublicIp)) return undefined;
  return instance.subnetId;
}

/** E6: the application answers, but not what the health check wants; or it is asked on another port than it serves. */
export const wrongCheck: Rule = (facts, target) => {
  const all = behindService(facts, target);
  return sickWith(all, "E6").map((sick) => {
    const { group, targets } = sick;
    const { protocol, path = "", matcher = "", port } = group.healthCheck;
    const proof = proofFrom({
      operation: "elasticloadbalancing:DescribeTargetGroups",
      resource: group.arn,
    });
    const answered = targets.some(({ reason }) => reason === "Target.ResponseCodeMismatch");
    const [first] = targets;
    return finding("E6", all, sick, {
      certainty: answered ? "proved" : "likely",
      // With no healthy target at all a load balancer fails open, and sends to those that there are.
      severity: "degraded",
      parameters: { protocol, path, matcher, port, answer: first?.description ?? "" },
      proof: answered
        ? [
            proof.asSet("TargetGroups[].HealthCheckPath", path),
            proof.asSet("TargetGroups[].Matcher.HttpCode", matcher),
          ]
        : [proof.wrong("TargetGroups[].HealthCheckPort", port)],
      fixes: checkFix(facts, group, targets),
    });
  });
};

function checkFix(facts: Evidence, group: TargetGroupFacts, targets: readonly TargetFacts[]): readonly Fix[] {
  return planFix(facts, {
    cause: "E6",
    code: "checkByTcp",
    side: "provider",
    consequence: "everyClient",
    plan: (context) =>
      changePlan(context, group.name, [
        { ...checkByTcp(context, group, group.healthCheck), wait: untilHealthy(group.arn, targets) },
      ]),
  });
}

/** E19: an Application Load Balancer behind the Network one does not listen on the port, or does not answer. */
export const applicationBalancer: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const fixes = [textFix("provider", "mendApplicationBalancer")];
  const deaf = all.flatMap((behind) =>
    behind.groups
      .filter(({ applicationPorts, port }) => applicationPorts?.includes(port) === false)
      .map((group) => ({ behind, group, targets: registered(group) })),
  );
  const silent = sickWith(all, "E19").filter(({ group }) => deaf.every((each) => each.group !== group));
  return [
    ...deaf.map((sick) => {
      const [resource] = sick.targets.map(({ id }) => id);
      const ports = list(sick.group.applicationPorts ?? []);
      const asked = {
        operation: "elasticloadbalancing:DescribeListeners",
        resource: resource ?? "",
      } as const;
      const proof = [proofFrom(asked).wrong("Listeners[].Port", ports)];
      const parameters = { ports, port: sick.group.port, deaf: 1 };
      return finding("E19", all, sick, { certainty: "proved", parameters, proof, fixes });
    }),
    ...silent.map((sick) =>
      finding("E19", all, sick, { certainty: "likely", parameters: { deaf: 0 }, fixes }),
    ),
  ];
};

/** E12: the targets get a PROXY protocol header that their application takes for a request. */
export const proxyHeader: Rule = (facts, target, test) => {
  const all = behindService(facts, target);
  const unhealthy = sickWith(all, "E12");
  const outcome = test === undefined ? undefined : garbled(test.attempts.map((each) => each.outcome));
  const groups = all.flatMap((behind) =>
    behind.groups.filter(({ proxyProtocol }) => proxyProtocol).map((group) => ({ behind, group })),
  );
  return groups.flatMap(({ behind, group }) => {
    const sick = unhealthy.find((each) => each.group === group);
    if (sick === undefined && outcome === undefined) return [];
    const proof = proofFrom({
      operation: "elasticloadbalancing:DescribeTargetGroupAttributes",
      resource: group.arn,
    });
    return [
      finding("E12", all, sick ?? { behind, group, targets: [] }, {
        severity: "broken",
        parameters: { symptom: outcome ?? "" },
        proof: [proof.wrong("Attributes[Key=proxy_protocol_v2.enabled].Value", true)],
        fixes: headerFix(facts, group, sick?.targets ?? []),
      }),
    ];
  });
};

/** What a client gets from an application that was told something else than it expects first. */
function garbled(outcomes: readonly AttemptOutcome[]): AttemptOutcome["code"] | undefined {
  const isMeant = (outcome: AttemptOutcome) =>
    outcome.code === "httpError"
      ? outcome.httpStatus === 400
      : ["reset", "emptyReply", "notHttp", "tlsFailed"].includes(outcome.code);
  return outcomes.find(isMeant)?.code;
}

function headerFix(facts: Evidence, group: TargetGroupFacts, sick: readonly TargetFacts[]): readonly Fix[] {
  return planFix(facts, {
    cause: "E12",
    code: "noHeader",
    side: "provider",
    consequence: "everyClient",
    plan: (context) => {
      const step = setTargetGroupAttribute(context, group, "proxy_protocol_v2.enabled", {
        from: "true",
        to: "false",
      });
      const wait = sick.length === 0 ? {} : { wait: untilHealthy(group.arn, sick) };
      return changePlan(context, group.name, [{ ...step, ...wait }]);
    },
  });
}

interface More extends Partial<Pick<Finding, "certainty" | "severity" | "fixes" | "proof">> {
  readonly parameters?: Parameters;
}

function finding(cause: CauseId, all: readonly Behind[], sick: Sick, more: More): Finding {
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
