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
import type { Cost, RuleReason, Subject, VpcDnsAttribute } from "./step.ts";

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
};
const runtimes: Known<SampleRuntime> = { flask: true, standardLibrary: true };
const attributes: Known<VpcDnsAttribute> = { enableDnsSupport: true, enableDnsHostnames: true };
const flatCosts: Known<Extract<Cost, string>> = { networkLoadBalancer: true, sampleInstance: true };

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
  instance: { name: isText, type: isText, runtime: (value) => isOneOf(runtimes, value) },
  targets: { count: isNumber, port: isNumber },
  loadBalancer: { name: isText, zones: isNumber },
  enforcementOff: { name: isText },
  crossZoneOn: { name: isText },
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
  return isRecord(value) ? isNumber(value["interfaceEndpointZones"]) : isOneOf(flatCosts, value);
}

function isShape(code: unknown): code is keyof Shapes {
  return isOneOf(shapes, code);
}

function isSource(value: unknown): boolean {
  return isRecord(value) && (isTextList(value["cidrs"]) || isText(value["group"]));
}
