import type { VpcEndpoint } from "../../model/endpoint.ts";
import { displayName } from "../../model/tags.ts";
import { changePlan } from "../../plan/change.ts";
import type { PlanContext } from "../../plan/context.ts";
import { recreateEndpoint } from "../../plan/recreateEndpoint.ts";
import type { Plan } from "../../plan/step.ts";
import type { CauseId } from "../cause.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";
import type { Fix } from "../finding.ts";
import { planFix } from "../fixes.ts";

/** Deletes the endpoint and makes its like, with the provider's acceptance where that side is open too. */
export function recreation(facts: Evidence, cause: CauseId): readonly Fix[] {
  const endpoint = seenValue(facts.consumer?.endpoint);
  if (endpoint?.type !== "Interface") return [];
  const plan = (context: PlanContext) => recreationPlan(context, facts, endpoint);
  return planFix(facts, { cause, code: "recreate", side: "consumer", consequence: "noWayBack", plan });
}

function recreationPlan(context: PlanContext, facts: Evidence, endpoint: VpcEndpoint): Plan {
  const subnets = seenItems(facts.consumer?.network.subnets).filter(({ id }) =>
    endpoint.subnetIds.includes(id),
  );
  const service = seenValue(facts.provider?.service);
  const provider = facts.provider?.scope;
  const acceptAs =
    service === undefined || provider === undefined || !service.acceptanceRequired
      ? {}
      : { acceptAs: { scope: provider, serviceId: service.id } };
  // Endpoints to services that take none have no policy either; a default one of theirs must not be repeated.
  const takesPolicies = seenValue(facts.consumer?.offered)?.takesPolicies !== false;
  // Without its subnets nothing can be made.
  const isKnown = subnets.length === endpoint.subnetIds.length;
  const steps = isKnown ? recreateEndpoint(context, endpoint, { subnets, takesPolicies, ...acceptAs }) : [];
  return changePlan(context, displayName(endpoint), steps);
}
