import type { AgentService } from "../model/systemsManager.ts";
import type { TesterType } from "../model/tester.ts";
import {
  type Guard,
  hasShape,
  isAbsentOr,
  isFlag,
  isNumber,
  isOneOf,
  isRecord,
  isText,
  isTextList,
  type Known,
} from "./guards.ts";
import type { SampleRuntime } from "./sampleApplication.ts";
import type { Cost, EgressRule, RuleReason, Subject, VpcDnsAttribute } from "./step.ts";

/** Every code with all its parameters, because texts read them. */
type Shapes = {
  readonly [C in Subject["code"]]: Readonly<
    Record<Exclude<keyof Extract<Subject, { readonly code: C }>, "code">, Guard>
  >;
};

const reasons: Known<RuleReason> = {
  endpointClients: true,
  privateLinkClients: true,
  loadBalancerGroup: true,
  loadBalancerAddresses: true,
  agents: true,
};
const runtimes: Known<SampleRuntime> = { flask: true, standardLibrary: true };
const attributes: Known<VpcDnsAttribute> = { enableDnsSupport: true, enableDnsHostnames: true };
const flatCosts: Known<Extract<Cost, string>> = { networkLoadBalancer: true, sampleInstance: true };

const testers: Known<TesterType> = { "t4g.nano": true, "t3.nano": true };
const agentServices: Known<AgentService> = { ssm: true, ssmmessages: true };
const egressReasons: Known<EgressRule["reason"]> = { agent: true, tested: true, dns: true };

const shapes: Shapes = {
  named: { name: isText },
  connections: { endpointIds: isTextList },
  image: { parameter: isText },
  rule: {
    group: isText,
    port: isNumber,
    from: isSource,
    reason: (value) => isOneOf(reasons, value),
  },
  outboundRule: { group: isText, port: isNumber, to: isSource },
  networkAclEntry: {
    networkAcl: isText,
    number: isNumber,
    egress: isFlag,
    ports: (value) => isRecord(value) && isNumber(value["from"]) && isNumber(value["to"]),
    cidr: isText,
  },
  instance: { name: isText, type: isText, runtime: (value) => isOneOf(runtimes, value) },
  tester: {
    name: isText,
    type: (value) => isOneOf(testers, value),
    zoneId: isText,
    hours: isNumber,
  },
  egress: { group: isText, rules: (value) => Array.isArray(value) && value.every(isEgressRule) },
  noEgress: { group: isText, cidr: isText },
  agentEndpoint: { service: (value) => isOneOf(agentServices, value), zoneId: isText },
  agentOnline: { name: isText },
  policy: { policy: isText, role: isText },
  inProfile: { role: isText, profile: isText },
  targets: { count: isNumber, port: isNumber },
  loadBalancer: { name: isText, zones: isNumber },
  enforcementOff: { name: isText },
  crossZoneOn: { name: isText },
  subnets: { name: isText, added: isTextList },
  attribute: { name: isText, key: isText, value: isText },
  listener: { port: isNumber, targetGroup: isText },
  service: { acceptanceRequired: isFlag, privateDnsName: isAbsentOr(isText) },
  ownerPays: {},
  principals: { principals: isTextList },
  endpoint: { zoneIds: isTextList },
  gatewayEndpoint: { routeTables: isNumber },
  vpcAttribute: { vpc: isText, attribute: (value) => isOneOf(attributes, value) },
  accept: {},
  privateDns: { name: isText, serviceName: isText, owner: isText },
};

export function isSubject(value: unknown): value is Subject {
  if (!isRecord(value)) return false;
  const { code } = value;
  return isShape(code) && hasShape(value, shapes[code]);
}

export function isCost(value: unknown): value is Cost {
  if (!isRecord(value)) return isOneOf(flatCosts, value);
  return isNumber(value["interfaceEndpointZones"]) || isOneOf(testers, value["tester"]);
}

function isShape(code: unknown): code is keyof Shapes {
  return isOneOf(shapes, code);
}

function isSource(value: unknown): boolean {
  return isRecord(value) && (isTextList(value["cidrs"]) || isText(value["group"]));
}

function isEgressRule(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { protocol, port, cidrs, reason } = value;
  return isText(protocol) && isNumber(port) && isTextList(cidrs) && isOneOf(egressReasons, reason);
}
