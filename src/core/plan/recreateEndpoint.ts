import type { VpcEndpoint } from "../model/endpoint.ts";
import type { Scope } from "../model/scope.ts";
import { parseServiceName } from "../model/serviceName.ts";
import { displayName } from "../model/tags.ts";
import type { InterfacePlacement } from "./connectIntent.ts";
import { acceptStep } from "./connectSteps.ts";
import type { PlanContext } from "./context.ts";
import { deletion } from "./deletionSteps.ts";
import { interfaceEndpointStep } from "./endpointSteps.ts";
import type { Step } from "./step.ts";

/** Where an endpoint's subnets are; AWS tells it of subnets and not of endpoints. */
interface Places {
  readonly subnets: readonly { readonly id: string; readonly zoneId: string }[];
  /** The provider's side, when it is open too and is to accept. */
  readonly acceptAs?: { readonly scope: Scope; readonly serviceId: string };
}

/**
 * Deletes an endpoint that has come to nothing, and makes its like: same service, subnets, groups and name. What AWS gives
 * anew are its id, its addresses and its DNS names. Private DNS has to wait for the acceptance, so it stays off.
 */
export function recreateEndpoint(context: PlanContext, endpoint: VpcEndpoint, places: Places): Step[] {
  const { acceptAs } = places;
  const groupIds = endpoint.securityGroups.map(({ id }) => id);
  const placement: InterfacePlacement = {
    kind: "interface",
    subnets: places.subnets,
    groups: { kind: "existing", ids: groupIds },
    ipAddressType: endpoint.ipAddressType ?? "ipv4",
    privateDns: { when: "never" },
  };
  return [
    oldOne(context, endpoint),
    interfaceEndpointStep(context, wanted(context, endpoint), placement, groupIds),
    ...(acceptAs === undefined ? [] : [acceptStep(context, acceptAs)]),
  ];
}

function oldOne({ scope }: PlanContext, endpoint: VpcEndpoint): Step {
  return deletion(scope, "old-endpoint", {
    kind: "endpoint",
    id: endpoint.id,
    name: displayName(endpoint),
    detail: endpoint.serviceName,
    origin: "elsewhere",
    users: [],
    holders: [],
  });
}

function wanted({ scope }: PlanContext, { tags, serviceName, vpcId }: VpcEndpoint) {
  const region = parseServiceName(serviceName)?.region;
  return {
    name: tags["Name"] ?? serviceName,
    service: {
      name: serviceName,
      ...(region !== undefined && region !== scope.region && { region }),
    },
    vpc: { id: vpcId },
  };
}
