import type { EndpointState } from "../../model/states.ts";
import { acceptConnection } from "../../plan/acceptance.ts";
import { changePlan } from "../../plan/change.ts";
import type { CauseId } from "../cause.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import { seenValue } from "../evidence/seen.ts";
import type { Consequence, Fix } from "../finding.ts";
import { planFix } from "../fixes.ts";
import { found, proofFrom } from "../found.ts";
import type { FamilyRules, Rule } from "../rule.ts";
import { wrongService, wrongType } from "./endpointIdentity.ts";
import { endpointWords } from "./endpointWords.ts";
import { principalRemoved } from "./principals.ts";
import { recreation } from "./recreation.ts";
import { seenState } from "./seenState.ts";
import { serviceGone } from "./serviceGone.ts";

/** AWS makes and changes an endpoint within five minutes; after fifteen something is stuck. */
const patience = 15 * 60_000;

type FixesOf = (facts: Evidence, target: DiagnosisTarget) => readonly Fix[];

function inState(cause: CauseId, state: EndpointState, fixes: FixesOf = () => []): Rule {
  return (facts, target) => {
    const seen = seenState(facts, target);
    if (seen?.state !== state) return [];
    const parameters = endpointWords(facts, target);
    return [found(cause, { parameters, proof: [seen.proof], fixes: fixes(facts, target) })];
  };
}

/** A change of an old endpoint makes it pending too, and AWS does not say since when: only likely stuck then. */
function pending(cause: CauseId, isOld: boolean): Rule {
  return (facts, target) => {
    const seen = seenState(facts, target);
    if (seen?.state !== "pending") return [];
    const { createdAt = facts.readAt, proof } = seen;
    if (facts.readAt - createdAt > patience !== isOld) return [];
    return [found(cause, { parameters: endpointWords(facts, target), proof: [proof] })];
  };
}

const failed: Rule = (facts, target) => {
  const seen = seenState(facts, target);
  if (seen?.state !== "failed") return [];
  const endpoint = seenValue(facts.consumer?.endpoint);
  const { asSet } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint?.id ?? "" });
  const reason =
    endpoint?.failure === undefined ? [] : [asSet("VpcEndpoints[0].LastError.Message", endpoint.failure)];
  const parameters = { ...endpointWords(facts, target), reason: endpoint?.failure ?? "" };
  return [found("A4", { parameters, proof: [seen.proof, ...reason] })];
};

/** AWS tells of a deleted endpoint for a while; after that it knows nothing of it. */
const deleted: Rule = (facts, target) => {
  const seen = seenState(facts, target);
  const parameters = endpointWords(facts, target);
  if (seen?.state === "deleting" || seen?.state === "deleted")
    return [found("A7", { parameters, proof: [seen.proof] })];
  const { endpoint } = facts.consumer ?? {};
  if (target.endpointId === undefined || endpoint?.seen !== true || endpoint.value !== undefined) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: target.endpointId });
  return [found("A7", { parameters, proof: [wrong("VpcEndpoints", undefined)] })];
};

function acceptance(cause: CauseId, code: string, consequence?: Consequence): FixesOf {
  return (facts, { endpointId }) => {
    const service = seenValue(facts.provider?.service);
    return planFix(facts, {
      cause,
      code,
      side: "provider",
      ...(consequence === undefined ? {} : { consequence }),
      plan: (context) =>
        changePlan(
          context,
          endpointId ?? "",
          service === undefined || endpointId === undefined
            ? []
            : [acceptConnection(context, { serviceId: service.id, endpointId })],
        ),
    });
  };
}

const acceptAgain = acceptance("A2", "acceptAgain", "security");

/** Family A. */
export const endpointStateRules: FamilyRules<"A"> = {
  A1: inState("A1", "pendingAcceptance", acceptance("A1", "accept")),
  A2: inState("A2", "rejected", (facts, target) => [
    ...acceptAgain(facts, target),
    ...recreation(facts, "A2"),
  ]),
  A3: inState("A3", "expired", (facts) => recreation(facts, "A3")),
  A4: failed,
  A5: pending("A5", false),
  A6: pending("A6", true),
  A7: deleted,
  A8: wrongService,
  A9: wrongType,
  A10: serviceGone,
  A11: principalRemoved,
};
