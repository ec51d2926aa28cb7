import type { OpenScope } from "../model/scope.ts";
import { parseServiceName } from "../model/serviceName.ts";
import { displayName } from "../model/tags.ts";
import type { ConnectIntent } from "../plan/connectIntent.ts";
import { connectPlan } from "../plan/connectPlan.ts";
import { type EndpointAnswer, endpointSection } from "./connectEndpoint.ts";
import { type NetworkAnswer, networkSection } from "./connectNetwork.ts";
import { type OptionsAnswer, optionsSection } from "./connectOptions.ts";
import { isAway, type ServiceAnswer, serviceSection } from "./connectService.ts";
import type { Lookup } from "./facts.ts";
import { Fields } from "./fields.ts";
import type { Flow } from "./flow.ts";
import { isComplete } from "./form.ts";

/** Connect to a Service: an endpoint in zones that both accounts have, or a gateway's routes. */
export const connectFlow: Flow = (answers, facts, planId) => {
  const fields = new Fields(answers);
  const service = serviceSection(fields, facts);
  const network = networkSection(fields, facts, service);
  const endpoint = endpointSection(fields, facts, service, network);
  const options = optionsSection(fields, facts, { service, network, endpoint });
  const form = { sections: [service.section, network.section, endpoint.section, options.section] };
  const { scope } = service;
  if (scope === undefined) return { form, lookups: [] };
  const lookups = lookupsFor(scope, service, network);
  const placement = isComplete(form) ? placementOf(service, network, endpoint, options) : undefined;
  if (placement === undefined || network.vpc === undefined) return { form, lookups };
  const plan = connectPlan({
    planId,
    scope: { profile: scope.profile, region: scope.region },
    name: endpoint.name,
    service: {
      name: service.name,
      owner: service.offered?.owner ?? "",
      ...(isAway(service) && service.region && { region: service.region }),
    },
    vpc: { id: network.vpc.id, name: displayName(network.vpc) },
    placement,
    tags: options.tags,
  });
  return { form, lookups, plan };
};

function placementOf(
  { isGateway }: ServiceAnswer,
  network: NetworkAnswer,
  { groups }: EndpointAnswer,
  { acceptAs, ipAddressType, privateDns, recordType }: OptionsAnswer,
): ConnectIntent["placement"] | undefined {
  if (isGateway) return { kind: "gateway", routeTableIds: network.routeTableIds };
  if (groups === undefined) return undefined;
  return {
    kind: "interface",
    subnets: network.placed,
    groups,
    ipAddressType,
    privateDns,
    ...(recordType && { recordType }),
    ...(acceptAs && { acceptAs }),
  };
}

function lookupsFor(
  scope: OpenScope,
  { name, offered, open }: ServiceAnswer,
  { vpc }: NetworkAnswer,
): readonly Lookup[] {
  const wanted = parseServiceName(name);
  return [
    { kind: "network", scope },
    { kind: "serviceNames", scope },
    ...(wanted === undefined ? [] : [{ kind: "service", scope, serviceName: wanted.name } as const]),
    ...(open === undefined ? [] : [{ kind: "ports", ...open } as const]),
    // Only where AWS has said no is the owner's list worth a call.
    ...(open !== undefined && offered === undefined ? [{ kind: "principals", ...open } as const] : []),
    ...(vpc !== undefined && offered?.privateDnsName !== undefined
      ? [{ kind: "vpcDns", scope, vpcId: vpc.id } as const]
      : []),
  ];
}
