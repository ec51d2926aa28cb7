import type { OwnLoadBalancer } from "../model/loadBalancer.ts";
import type { OpenScope } from "../model/scope.ts";
import { known } from "../model/snapshot.ts";
import { publishPlan } from "../plan/publishPlan.ts";
import { type Lookup, loadBalancersOf } from "./facts.ts";
import { Fields } from "./fields.ts";
import type { Flow } from "./flow.ts";
import { type Answers, isComplete } from "./form.ts";
import { groupsById, type Place } from "./place.ts";
import { accessSection } from "./publishAccess.ts";
import { type ApplicationAnswer, applicationSection } from "./publishApplication.ts";
import { type LoadBalancerAnswer, loadBalancerSection } from "./publishLoadBalancer.ts";
import { optionsSection } from "./publishOptions.ts";
import { withNeededRules } from "./publishTargetRules.ts";
import { whereSection } from "./publishWhere.ts";

/** Publish a Service: an application, a load balancer in front of it, an endpoint service, and who may connect. */
export const publishFlow: Flow = (answers, facts, planId) => {
  const fields = new Fields(answers);
  const { scope, place, section: where } = whereSection(fields, facts);
  const balancers = loadBalancersOf(facts, scope);
  const application = applicationSection(fields, facts, place, balancers);
  const access = accessSection(fields, facts, scope);
  const behind = { facts, place, application, balancers, clientVpcs: access.clients };
  const balancer = loadBalancerSection(fields, behind);
  const { section: options, options: chosen } = optionsSection(fields, facts, scope, balancer);
  const form = { sections: [where, application.section, balancer.section, access.section, options] };
  const lookups = scope === undefined ? [] : lookupsFor(scope, answers, application, balancer);
  if (!isComplete(form) || scope === undefined || balancer.loadBalancer === undefined)
    return { form, lookups };
  const loadBalancer = withFamily(balancer.loadBalancer, chosen.acceptsIpv6);
  const plan = publishPlan({
    planId,
    scope: { profile: scope.profile, region: scope.region },
    name: application.name,
    vpcId: place.vpc?.id ?? "",
    loadBalancer,
    acceptanceRequired: access.acceptanceRequired,
    principals: access.principals,
    options: chosen,
    ...(application.application && {
      application: withNeededRules(
        application.application,
        loadBalancer,
        attachedGroups(place, known(balancers)),
      ),
    }),
  });
  return { form, lookups, plan };
};

/** A new load balancer takes IPv6 when its service does. */
function withFamily(loadBalancer: NonNullable<LoadBalancerAnswer["loadBalancer"]>, ipv6: boolean) {
  return loadBalancer.kind === "new" && ipv6
    ? { ...loadBalancer, ipAddressType: "dualstack" as const }
    : loadBalancer;
}

/** What has to be known for what has been answered so far; the rest is not asked. */
function lookupsFor(
  scope: OpenScope,
  answers: Answers,
  { applicationLoadBalancer, isBehind }: ApplicationAnswer,
  { existing }: LoadBalancerAnswer,
): readonly Lookup[] {
  const wantsBalancers =
    isBehind ||
    answers["loadBalancer"] === "existing" ||
    answers["application"] === "applicationLoadBalancer";
  const chosen = [applicationLoadBalancer, existing].flatMap((balancer) => balancer?.arn ?? []);
  const hasRegions = typeof answers["supportedRegions"] === "string" && answers["supportedRegions"] !== "";
  return [
    { kind: "network", scope },
    ...(wantsBalancers ? [{ kind: "loadBalancers", scope } as const] : []),
    ...chosen.map((loadBalancerArn) => ({ kind: "listeners", scope, loadBalancerArn }) as const),
    ...(hasRegions ? [{ kind: "regions", scope } as const] : []),
  ];
}

/** The security groups of a target, by its instance id, address or ARN. */
function attachedGroups(place: Place, balancers: readonly OwnLoadBalancer[]) {
  return (target: string) => {
    const instance = place.instances.find(({ id, ip }) => id === target || ip === target);
    const balancer = balancers.find(({ arn }) => arn === target);
    return groupsById(place, instance?.securityGroupIds ?? balancer?.securityGroupIds ?? []);
  };
}
