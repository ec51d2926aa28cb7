import { parsePort } from "../model/cidr.ts";
import type { ListenerPort, OwnLoadBalancer } from "../model/loadBalancer.ts";
import { letInBlock } from "../model/securityGroup.ts";
import { known, type Loadable } from "../model/snapshot.ts";
import type { ExistingLoadBalancer } from "../plan/publishIntent.ts";
import { listenersOf } from "./facts.ts";
import { checkPort, type Fields } from "./fields.ts";
import {
  type Field,
  lookupNotices,
  type Notice,
  type Option,
  type Problem,
  type RefusalCode,
} from "./form.ts";
import { groupsById, type Place, zoneOfSubnet } from "./place.ts";
import { type Behind, checkTargetZones, zoneNotices } from "./publishBehind.ts";
import { clientsField } from "./publishClients.ts";

import { subnetsOfBalancer } from "./publishTargets.ts";

/** One of the load balancers that are there, with a listener of its own or a new one. */
export function existingLoadBalancerFields(fields: Fields, behind: Behind) {
  const { facts, place, balancers, application, clientVpcs } = behind;
  const candidates = known(balancers).filter(({ type }) => type === "network");
  const options = candidates.map((balancer) => balancerOption(balancer, behind));
  const inferred = options.find(({ refused }) => refused === undefined)?.value;
  const choice = fields.choice("existingLoadBalancer", options, inferred, lookupNotices(balancers));
  const chosen = candidates.find(({ arn }) => arn === choice.value);
  if (chosen === undefined) return { fields: [choice], subnets: [] };
  const listeners = listenersOf(facts, chosen.arn);
  const port = application.isBehind
    ? listenedPort(fields, listeners)
    : freePort(fields, application.port, listeners);
  const clients = clientsField(fields, clientVpcs);
  const subnets = subnetsOfBalancer(chosen, place);
  const zoneIds = chosen.subnetIds.map((id) => zoneOfSubnet(place, id)).filter((zoneId) => zoneId !== "");
  const problem = choice.problem ?? checkTargetZones(zoneIds, application.zoneIds, "targetZoneUncovered");
  const listenerPort = parsePort(port.value);
  const loadBalancer =
    listenerPort === undefined ? undefined : existing(chosen, place, listenerPort, clients.cidrs);
  const letIn: readonly Notice[] =
    loadBalancer?.clientCidrs.length === 0 && clients.cidrs.length > 0 ? [{ code: "clientsLetIn" }] : [];
  const clientField: Field = {
    ...clients.field,
    notices: [...withoutEnforcement(clients.field.notices), ...letIn],
  };
  return {
    fields: [
      { ...choice, notices: zoneNotices(zoneIds), ...(problem && { problem }) },
      port,
      ...(chosen.enforcesInboundRules ? [clientField] : []),
    ],
    subnets,
    existing: chosen,
    ...(loadBalancer && { loadBalancer }),
  };
}

/** The plan leaves the switch of a load balancer that was there before as it is. */
function withoutEnforcement(notices: readonly Notice[]): readonly Notice[] {
  return notices.map((notice) => (notice.code === "enforcementOff" ? { code: "noClients" } : notice));
}

function balancerOption(balancer: OwnLoadBalancer, behind: Behind): Option {
  const service = behind.facts.boundLoadBalancers[balancer.arn];
  const refused = refusal(balancer, behind, service);
  return {
    value: balancer.arn,
    label: balancer.name,
    ...(refused === "bound" && service !== undefined && { detail: service }),
    ...(refused && { refused }),
  };
}

/** Why a load balancer cannot carry this service. */
function refusal(
  balancer: OwnLoadBalancer,
  { place }: Behind,
  service: string | undefined,
): RefusalCode | undefined {
  if (service !== undefined) return "bound";
  if (balancer.vpcId !== place.vpc?.id) return "otherVpc";
  if (balancer.scheme === "internet-facing") return "internetFacing";
  if (balancer.securityGroupIds.length === 0) return "noSecurityGroup";
  return balancer.state === "active" ? undefined : "notActive";
}

function existing(
  { arn, name, enforcesInboundRules, ...balancer }: OwnLoadBalancer,
  place: Place,
  listenerPort: number,
  cidrs: readonly string[],
): ExistingLoadBalancer | undefined {
  const groups = groupsById(place, balancer.securityGroupIds);
  const id = balancer.securityGroupIds[0];
  if (id === undefined) return undefined;
  const group = groups.find((candidate) => candidate.id === id) ?? { id, name: id };
  const shut = cidrs.filter((cidr) => !letInBlock(groups, listenerPort, cidr));
  return {
    kind: "existing",
    arn,
    name,
    listenerPort,
    subnets: place.subnets.filter((subnet) => balancer.subnetIds.includes(subnet.id)),
    group: { id, name: group.name },
    enforcesInboundRules,
    clientCidrs: enforcesInboundRules ? shut : [],
  };
}

/** A listener is added, so its port has to be free. */
function freePort(fields: Fields, inferred: string, listeners: Loadable<readonly ListenerPort[]>) {
  const taken = known(listeners);
  const check = (text: string): Problem | undefined => {
    const used = taken.find(({ port }) => port === parsePort(text));
    return checkPort(text) ?? (used && { code: "portTaken", port: used.port });
  };
  return fields.text("listenerPort", inferred, check, lookupNotices(listeners));
}

/** Nothing is added: which of the ports that it listens on is the one that consumers use. */
function listenedPort(fields: Fields, listeners: Loadable<readonly ListenerPort[]>) {
  const options = known(listeners).map(({ port, protocol, targetGroupName }) => ({
    value: String(port),
    label: `${protocol} ${port}`,
    ...(targetGroupName !== undefined && { detail: targetGroupName }),
  }));
  const field = fields.choice("listenedPort", options, options[0]?.value, lookupNotices(listeners));
  return listeners.status === "ready" && options.length === 0
    ? { ...field, problem: { code: "noListener" } as const }
    : field;
}
