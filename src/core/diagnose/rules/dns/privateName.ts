import type { VpcEndpoint } from "../../../model/endpoint.ts";
import { missingDns, privateDnsObstacle } from "../../../model/endpointRules.ts";
import { proofRecordName } from "../../../model/privateDns.ts";
import type { EndpointService } from "../../../model/service.ts";
import { parseServiceName } from "../../../model/serviceName.ts";
import { displayName } from "../../../model/tags.ts";
import { endpointChangePlan } from "../../../plan/endpointChanges.ts";
import { serviceChangePlan } from "../../../plan/serviceChanges.ts";
import type { ProbeReport } from "../../../probe/report.ts";
import { works } from "../../../probe/verdict.ts";
import type { Severity } from "../../cause.ts";
import type { DiagnosisTarget, Evidence } from "../../evidence/evidence.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import type { Consequence, Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";

/** Whether a private name, which may begin with a wildcard, is the one that clients use. */
export function isAskedFor(name: string, { host }: Pick<DiagnosisTarget, "host">): boolean {
  if (host === undefined) return false;
  return name.startsWith("*.") ? host.endsWith(name.slice(1)) : host.toLowerCase() === name.toLowerCase();
}

/** Clients that use the endpoint's own names do not miss the private one, unless a test has tried it beside them. */
function severityOf(name: string, target: DiagnosisTarget, test: ProbeReport | undefined): Severity {
  if (isAskedFor(name, target)) return "broken";
  const fails = test?.attempts.some(
    ({ host, kind, outcome }) => kind === "name" && !works(outcome) && isAskedFor(name, { host }),
  );
  return fails === true ? "degraded" : "risk";
}

/** C2: the service has a name of its own, and this endpoint does not answer to it. */
export const privateDnsOff: Rule = (facts, target, test) => {
  const wanted = unusedName(facts);
  if (wanted === undefined) return [];
  const { endpoint, name } = wanted;
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
  return [
    found("C2", {
      severity: severityOf(name, target, test),
      parameters: { endpoint: displayName(endpoint), name },
      proof: [
        wrong("VpcEndpoints[0].PrivateDnsEnabled", false),
        offeredName(target).asSet("ServiceDetails[0].PrivateDnsName", name),
      ],
      fixes: enabling(facts),
    }),
  ];
};

/** C7: in one VPC only one endpoint can answer to a name. */
export const nameTaken: Rule = (facts, target, test) => {
  const wanted = unusedName(facts);
  const obstacle = wanted && obstacleOf(facts);
  if (wanted === undefined || obstacle?.code !== "privateNameTaken") return [];
  const { endpoint, name } = wanted;
  const rival = seenItems(facts.consumer?.endpointsOfVpc).find(
    (each) => each.id !== endpoint.id && each.privateDnsEnabled && each.dnsNames.includes(name),
  );
  const { wrong, asSet } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: rival?.id ?? "" });
  return [
    found("C7", {
      severity: severityOf(name, target, test),
      parameters: { endpoint: displayName(endpoint), name, other: obstacle.endpoint },
      proof: [
        wrong("VpcEndpoints[0].PrivateDnsEnabled", true),
        asSet("VpcEndpoints[0].DnsEntries[].DnsName", name),
      ],
    }),
  ];
};

/** C5: AWS lets nobody use a private name before its owner has proved the domain. */
export const unverified: Rule = (facts, target, test) => {
  const service = seenValue(facts.provider?.service);
  const proof = service?.privateDnsProof;
  if (service?.privateDnsName !== undefined && proof !== undefined) {
    const { privateDnsName: name, id } = service;
    if (proof.state === "verified") return [];
    const asked = { operation: "ec2:DescribeVpcEndpointServiceConfigurations", resource: id } as const;
    const state = "ServiceConfigurations[0].PrivateDnsNameConfiguration.State";
    return [
      found("C5", {
        severity: severityOf(name, target, test),
        parameters: {
          service: displayName(service),
          name,
          state: proof.state,
          record: proofRecordName(name, proof),
          type: proof.type,
          value: proof.value,
        },
        proof: [proofFrom(asked).wrong(state, proof.state)],
        fixes: verification(facts, service, name),
      }),
    ];
  }
  const offered = seenValue(facts.consumer?.offered);
  if (facts.provider !== undefined || offered?.privateDnsName === undefined || offered.privateDnsVerified)
    return [];
  const { privateDnsName: name, privateDnsState: state = "" } = offered;
  return [
    found("C5", {
      severity: severityOf(name, target, test),
      parameters: { service: offered.name, name, state, record: "", type: "TXT", value: "" },
      proof: [offeredName(target).wrong("ServiceDetails[0].PrivateDnsNameVerificationState", state)],
      fixes: [textFix("provider", "verify")],
    }),
  ];
};

/** A verified name that the endpoint could use and does not. */
function unusedName({ consumer }: Evidence) {
  const endpoint = seenValue(consumer?.endpoint);
  const offered = seenValue(consumer?.offered);
  const name = offered?.privateDnsName;
  if (endpoint?.type !== "Interface" || endpoint.privateDnsEnabled || name === undefined) return undefined;
  const isConnected = endpoint.state === "available" || endpoint.state === "pending";
  return offered?.privateDnsVerified && isConnected ? { endpoint, name } : undefined;
}

function obstacleOf({ consumer }: Evidence) {
  const endpoint = seenValue(consumer?.endpoint);
  const others = seenItems(consumer?.endpointsOfVpc);
  return endpoint && privateDnsObstacle(endpoint, seenValue(consumer?.offered), others);
}

/** Together with what private DNS needs of the VPC. */
function enabling(facts: Evidence): readonly Fix[] {
  const endpoint = seenValue(facts.consumer?.endpoint);
  const dns = seenValue(facts.consumer?.dns);
  if (endpoint === undefined || obstacleOf(facts) !== undefined) return [];
  const vpc = seenValue(facts.consumer?.network.vpc);
  const missing = dns === undefined ? [] : missingDns(dns);
  const vpcName = vpc === undefined ? endpoint.vpcId : displayName(vpc);
  return planFix(facts, {
    cause: "C2",
    code: "enablePrivateDns",
    side: "consumer",
    ...consequenceOf(endpoint, missing),
    plan: (context) =>
      endpointChangePlan(context, endpoint, { kind: "privateDns", enabled: true, missing, vpcName }),
  });
}

/** Whoever in the VPC calls one of AWS's services by its name goes through the endpoint from then on, if it lets them in. */
function consequenceOf(
  { serviceName }: VpcEndpoint,
  missing: readonly unknown[],
): { readonly consequence?: Consequence } {
  if (missing.length > 0) return { consequence: "interrupts" };
  return parseServiceName(serviceName)?.serviceId === undefined ? { consequence: "everyClient" } : {};
}

/** AWS looks at the record once more; that only helps when it is there. */
function verification(facts: Evidence, service: EndpointService, name: string): readonly Fix[] {
  const plan = planFix(facts, {
    cause: "C5",
    code: "verify",
    side: "provider",
    plan: (context) => serviceChangePlan(context, service, { kind: "verifyPrivateDns", name, wait: true }),
  });
  return [...plan, textFix("provider", "addRecord")];
}

function offeredName({ serviceName }: DiagnosisTarget) {
  return proofFrom({ operation: "ec2:DescribeVpcEndpointServices", resource: serviceName });
}
