import type { Scope } from "../model/scope.ts";
import type { PlanContext } from "./context.ts";
import { endpointState } from "./endpointSteps.ts";
import { from, type Step, type VpcDnsAttribute, type Wait } from "./step.ts";

const endpointId = from("endpoint", "endpointId");

const attributeMembers: Record<VpcDnsAttribute, string> = {
  enableDnsSupport: "EnableDnsSupport",
  enableDnsHostnames: "EnableDnsHostnames",
};

/** Private DNS needs both DNS attributes of the VPC; the API sets one per call, and has no dry run for it. */
export function vpcAttributeStep(
  { scope }: PlanContext,
  vpc: { readonly id: string; readonly name: string },
  attribute: VpcDnsAttribute,
): Step {
  const call = (Value: boolean) => ({
    service: "ec2" as const,
    operation: "ModifyVpcAttribute",
    input: { VpcId: vpc.id, [attributeMembers[attribute]]: { Value } },
  });
  return {
    id: attribute,
    scope,
    ...call(true),
    subject: { code: "vpcAttribute", vpc: vpc.name, attribute },
    outputs: {},
    inverse: { ...call(false), goneWhen: ["InvalidVpcID.NotFound"], retryOn: [] },
    permissions: ["ec2:ModifyVpcAttribute"],
  };
}

/** The provider's part, in the provider's account and Region; that it has worked shows at the endpoint, in the consumer's. */
export function acceptStep(
  { scope: consumer }: PlanContext,
  { scope, serviceId }: { readonly scope: Scope; readonly serviceId: string },
): Step {
  return {
    id: "accept",
    scope,
    service: "ec2",
    operation: "AcceptVpcEndpointConnections",
    input: { ServiceId: serviceId, VpcEndpointIds: [endpointId] },
    subject: { code: "accept" },
    outputs: {},
    // Somebody else has accepted; AWS documents no code for that, and the wait shows whether it is so.
    doneWhen: ["InvalidState", "IncorrectState"],
    wait: { ...endpointState("connectionAvailable", ["available"]), scope: consumer, timeoutSeconds: 600 },
    permissions: ["ec2:AcceptVpcEndpointConnections"],
  };
}

/** Only the provider can end it, and AWS names no time after which the request expires. */
const accepted: Wait = {
  ...endpointState("accepted", ["available"]),
  personEnds: ["pendingAcceptance"],
};

/** AWS refuses private DNS before the provider has accepted; when a person has to do that, the step waits for it. */
export function privateDnsStep(
  { scope }: PlanContext,
  service: { readonly privateName: string; readonly name: string; readonly owner: string },
  waitsForPerson: boolean,
): Step {
  const { privateName: name, name: serviceName, owner } = service;
  return {
    id: "private-dns",
    scope,
    ...(waitsForPerson && { before: accepted }),
    service: "ec2",
    operation: "ModifyVpcEndpoint",
    input: { VpcEndpointId: endpointId, PrivateDnsEnabled: true },
    subject: { code: "privateDns", name, serviceName, owner },
    outputs: {},
    // A modified endpoint is pending for a while.
    wait: { ...endpointState("connectionAvailable", ["available"]), timeoutSeconds: 600 },
    permissions: ["ec2:ModifyVpcEndpoint"],
  };
}
