import { parsePort } from "../model/cidr.ts";
import { parseServiceName } from "../model/serviceName.ts";
import { connectPlan } from "../plan/connectPlan.ts";
import { endpointSection, networkSection, serviceSection } from "./connectSections.ts";
import type { Lookup } from "./facts.ts";
import { Fields, splitList } from "./fields.ts";
import type { Flow } from "./flow.ts";
import { isComplete } from "./form.ts";

/** Connect to a Service: an interface endpoint, in zones that both accounts have, with a security group of its own. */
export const connectFlow: Flow = (answers, facts, planId) => {
  const fields = new Fields(answers);
  const service = serviceSection(fields, facts);
  const network = networkSection(fields, facts, service);
  const endpoint = endpointSection(fields, facts, service, network.vpc);
  const form = { sections: [service.section, network.section, endpoint.section] };
  const { scope } = service;
  if (scope === undefined) return { form, lookups: [] };
  const wanted = parseServiceName(service.name);
  const lookups: readonly Lookup[] = [
    { kind: "network", scope },
    ...(wanted === undefined ? [] : [{ kind: "service", scope, serviceName: wanted.name } as const]),
    ...(service.open === undefined ? [] : [{ kind: "ports", ...service.open } as const]),
  ];
  const port = parsePort(endpoint.port);
  if (!isComplete(form) || service.offered === undefined || network.vpc === undefined || port === undefined) {
    return { form, lookups };
  }
  const plan = connectPlan({
    planId,
    scope: { profile: scope.profile, region: scope.region },
    name: endpoint.name,
    serviceName: service.offered.name,
    vpcId: network.vpc.id,
    subnets: network.subnets.map(({ id, zoneId }) => ({ id, zoneId })),
    port,
    clientCidrs: splitList(endpoint.cidrs),
  });
  return { form, lookups, plan };
};
