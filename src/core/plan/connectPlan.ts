import type { ConnectIntent, InterfacePlacement, NewGroup } from "./connectIntent.ts";
import { acceptStep, privateDnsStep, vpcAttributeStep } from "./connectSteps.ts";
import type { PlanContext } from "./context.ts";
import { gatewayEndpointStep, interfaceEndpointStep } from "./endpointSteps.ts";
import { allowIngress, createSecurityGroup } from "./securityGroupSteps.ts";
import { from, type Plan, type Step } from "./step.ts";

/** The consumer's side: an endpoint, and what it needs around it. */
export function connectPlan(intent: ConnectIntent): Plan {
  const context: PlanContext = { planId: intent.planId, scope: intent.scope, tags: intent.tags };
  const { placement } = intent;
  const steps =
    placement.kind === "gateway"
      ? [gatewayEndpointStep(context, intent, placement)]
      : interfaceSteps(context, intent, placement);
  return { id: intent.planId, flow: "connect", name: intent.name, steps };
}

function interfaceSteps(
  context: PlanContext,
  intent: ConnectIntent,
  placement: InterfacePlacement,
): readonly Step[] {
  const { acceptAs, groups, privateDns } = placement;
  const missing = privateDns.when === "never" ? [] : privateDns.missing;
  const groupIds = groups.kind === "existing" ? groups.ids : [from("endpoint-group", "groupId")];
  return [
    ...missing.map((attribute) => vpcAttributeStep(context, intent.vpc, attribute)),
    ...(groups.kind === "new" ? groupSteps(context, intent, groups) : []),
    interfaceEndpointStep(context, intent, placement, groupIds),
    ...(acceptAs === undefined ? [] : [acceptStep(context, acceptAs)]),
    ...(privateDns.when === "afterAcceptance"
      ? [privateDnsStep(context, { ...intent.service, privateName: privateDns.name }, acceptAs === undefined)]
      : []),
  ];
}

/**
 * A group of the endpoint's own. Leaving it out would attach the VPC's default group, which lets in only its own
 * members, so that every connection would time out.
 */
function groupSteps(context: PlanContext, intent: ConnectIntent, group: NewGroup): readonly Step[] {
  const groupName = `${intent.name}-endpoint`;
  return [
    createSecurityGroup(context, "endpoint-group", {
      name: groupName,
      description: `Endpoint ${intent.name}`,
      vpcId: intent.vpc.id,
    }),
    ...allowIngress(context, "endpoint-rule", {
      groupId: from("endpoint-group", "groupId"),
      groupName,
      port: group.port,
      source: { cidrs: group.clientCidrs },
      reason: "endpointClients",
      description: "Clients of the endpoint",
    }),
  ];
}
