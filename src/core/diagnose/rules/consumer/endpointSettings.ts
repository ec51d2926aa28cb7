import { policyAllowsNothing } from "../../../model/endpointPolicy.ts";
import { displayName } from "../../../model/tags.ts";
import { endpointChangePlan } from "../../../plan/endpointChanges.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import { planFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";

/** B14: only the owner of a shared subnet may change endpoints in it. */
export const sharedSubnet: Rule = ({ consumer }) => {
  const endpoint = seenValue(consumer?.endpoint);
  if (consumer === undefined || endpoint === undefined) return [];
  const shared = seenItems(consumer.network.subnets).find(
    ({ id, ownerId }) => endpoint.subnetIds.includes(id) && ownerId !== consumer.scope.account,
  );
  if (shared === undefined) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeSubnets", resource: shared.id });
  return [
    found("B14", {
      parameters: {
        endpoint: displayName(endpoint),
        subnet: displayName(shared),
        owner: shared.ownerId,
        account: consumer.scope.account,
      },
      proof: [wrong("Subnets[0].OwnerId", shared.ownerId)],
    }),
  ];
};

/** B15: the endpoint's policy lets nobody do anything. What one request needs, only its answer tells. */
export const policyDenies: Rule = (facts) => {
  const endpoint = seenValue(facts.consumer?.endpoint);
  const policy = endpoint?.policy;
  if (endpoint === undefined || policy === undefined || !policyAllowsNothing(policy)) return [];
  if (seenValue(facts.consumer?.offered)?.takesPolicies !== true) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
  return [
    found("B15", {
      parameters: { endpoint: displayName(endpoint) },
      proof: [wrong("VpcEndpoints[0].PolicyDocument", policy)],
      fixes: planFix(facts, {
        cause: "B15",
        code: "resetPolicy",
        side: "consumer",
        consequence: "security",
        plan: (context) => endpointChangePlan(context, endpoint, { kind: "policy" }),
      }),
    }),
  ];
};
