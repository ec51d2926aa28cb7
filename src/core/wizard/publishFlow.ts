import { parsePort } from "../model/cidr.ts";
import type { Application } from "../plan/publishIntent.ts";
import { publishPlan } from "../plan/publishPlan.ts";
import type { Lookup } from "./facts.ts";
import { Fields } from "./fields.ts";
import type { Flow } from "./flow.ts";
import { isComplete } from "./form.ts";
import { subnetsOf } from "./options.ts";
import { accessSection, clientVpcs } from "./publishAccess.ts";
import { applicationSection, whereSection } from "./publishApplication.ts";
import { loadBalancerSection } from "./publishLoadBalancer.ts";

/** Publish a Service: an application, a load balancer in front of it, an endpoint service, and who may connect. */
export const publishFlow: Flow = (answers, facts, planId) => {
  const fields = new Fields(answers);
  const { scope, vpcId, network, section: where } = whereSection(fields, facts);
  const application = applicationSection(fields, facts, network, vpcId);
  const access = accessSection(fields, facts, scope);
  const behind = { port: application.port, zoneIds: application.targetZones };
  const clients = clientVpcs(facts, scope, access.principals);
  const loadBalancer = loadBalancerSection(fields, subnetsOf(network, vpcId), behind, clients);
  const form = { sections: [where, application.section, loadBalancer.section, access.section] };
  const lookups: readonly Lookup[] = scope === undefined ? [] : [{ kind: "network", scope }];
  const targetPort = parsePort(application.port);
  if (!isComplete(form) || !scope || !targetPort || !loadBalancer.port) return { form, lookups };
  const plan = publishPlan({
    planId,
    scope: { profile: scope.profile, region: scope.region },
    name: application.name,
    vpcId,
    application: applicationOf(application),
    subnets: loadBalancer.subnets.map(({ id, cidr, zoneId }) => ({ id, cidr, zoneId })),
    targetPort,
    listenerPort: loadBalancer.port,
    clientCidrs: loadBalancer.cidrs,
    acceptanceRequired: access.acceptanceRequired,
    principals: access.principals,
  });
  return { form, lookups, plan };
};

function applicationOf({ sampleSubnet, instances }: ReturnType<typeof applicationSection>): Application {
  if (sampleSubnet !== undefined) {
    return { kind: "sample", subnetId: sampleSubnet.id, zoneId: sampleSubnet.zoneId };
  }
  return {
    kind: "instances",
    instances: instances.flatMap(({ id, zoneId, securityGroupIds: [groupId] }) =>
      groupId ? [{ id, groupId, zoneId }] : [],
    ),
  };
}
