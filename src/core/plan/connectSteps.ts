import type { Scope } from "../model/scope.ts";
import type { PlanContext } from "./context.ts";
import { endpointState } from "./endpointSteps.ts";
import { from, type Step, type VpcDnsAttribute } from "./step.ts";

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

/** AWS refuses private DNS before the provider has accepted; when a person has to do that, the step waits for it. */
export function privateDnsStep({ scope }: PlanContext, name: string, waitsForPerson: boolean): Step {
  return {
    id: "private-dns",
    scope,
    ...(waitsForPerson && { before: endpointState("accepted", ["available"]) }),
    service: "ec2",
    operation: "ModifyVpcEndpoint",
    input: { VpcEndpointId: endpointId, PrivateDnsEnabled: true },
    subject: { code: "privateDns", name },
    outputs: {},
    permissions: ["ec2:ModifyVpcEndpoint"],
  };
}
