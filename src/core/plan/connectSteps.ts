import type { Scope } from "../model/scope.ts";
import type { PlanContext } from "./context.ts";
import { deadStates } from "./endpointSteps.ts";
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

/** The provider's part, in the provider's account and Region. */
export function acceptStep({
  scope,
  serviceId,
}: {
  readonly scope: Scope;
  readonly serviceId: string;
}): Step {
  return {
    id: "accept",
    scope,
    service: "ec2",
    operation: "AcceptVpcEndpointConnections",
    input: { ServiceId: serviceId, VpcEndpointIds: [endpointId] },
    subject: { code: "accept" },
    outputs: {},
    wait: {
      service: "ec2",
      operation: "DescribeVpcEndpointConnections",
      input: { Filters: [{ Name: "vpc-endpoint-id", Values: [endpointId] }] },
      reason: "connectionAvailable",
      path: "VpcEndpointConnections.*.VpcEndpointState",
      until: ["available"],
      failWhen: deadStates,
      timeoutSeconds: 600,
    },
    permissions: ["ec2:AcceptVpcEndpointConnections", "ec2:DescribeVpcEndpointConnections"],
  };
}

/** AWS refuses private DNS before the provider has accepted, which is for a person to do. */
export function privateDnsStep({ scope }: PlanContext, name: string): Step {
  return {
    id: "private-dns",
    scope,
    before: {
      service: "ec2",
      operation: "DescribeVpcEndpoints",
      input: { VpcEndpointIds: [endpointId] },
      reason: "accepted",
      path: "VpcEndpoints.*.State",
      until: ["available"],
      failWhen: deadStates,
    },
    service: "ec2",
    operation: "ModifyVpcEndpoint",
    input: { VpcEndpointId: endpointId, PrivateDnsEnabled: true },
    subject: { code: "privateDns", name },
    outputs: {},
    permissions: ["ec2:ModifyVpcEndpoint"],
  };
}
