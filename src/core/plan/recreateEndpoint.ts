import type { VpcEndpoint } from "../model/endpoint.ts";
import type { Scope } from "../model/scope.ts";
import { parseServiceName } from "../model/serviceName.ts";
import { displayName, planTag, type Tags } from "../model/tags.ts";
import type { InterfacePlacement } from "./connectIntent.ts";
import { acceptStep } from "./connectSteps.ts";
import type { PlanContext } from "./context.ts";
import { deletion } from "./deletionSteps.ts";
import { interfaceEndpointStep } from "./endpointSteps.ts";
import type { Input, Step } from "./step.ts";

/** Where an endpoint's subnets are; AWS tells it of subnets and not of endpoints. */
interface Places {
  readonly subnets: readonly { readonly id: string; readonly zoneId: string }[];
  /** The provider's side, when it is open too and is to accept. */
  readonly acceptAs?: { readonly scope: Scope; readonly serviceId: string };
  /** Whether the service takes policies: AWS refuses to make an endpoint with one where it does not. */
  readonly takesPolicies: boolean;
}

/**
 * Deletes an endpoint that has come to nothing, and makes its like: same service, subnets, groups, tags, kinds of addresses
 * and records, and policy. What AWS gives anew are its id, its addresses (also those that were chosen, as nothing tells
 * which were) and its DNS names. Private DNS has to wait for the acceptance, so it stays off.
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
  const tagged = { ...context, tags: { ...ownTags(endpoint.tags), ...context.tags } };
  const made = interfaceEndpointStep(tagged, wanted(context, endpoint), placement, groupIds);
  return [
    oldOne(context, endpoint),
    { ...made, input: { ...made.input, ...kept(endpoint, places) } },
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

/** What people have put on it besides its name: `aws:` is AWS's own, and the new endpoint belongs to this plan alone. */
function ownTags(tags: Tags): Tags {
  const own = Object.entries(tags).filter(
    ([key]) => key !== "Name" && key !== planTag && !key.toLowerCase().startsWith("aws:"),
  );
  return Object.fromEntries(own);
}

/** As AWS has told it, in its own words. */
function kept({ policy, recordType }: VpcEndpoint, { takesPolicies }: Places): Input {
  return {
    ...(recordType !== undefined && { DnsOptions: { DnsRecordIpType: recordType } }),
    ...(policy !== undefined && takesPolicies && { PolicyDocument: policy }),
  };
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
