import type { PlanContext } from "./context.ts";
import type { Step, Wait } from "./step.ts";
import { absent } from "./wait.ts";

/**
 * Lets in an endpoint that exists, from the provider's side. AWS documents it for waiting requests only; for a rejected
 * one it is tried. Nothing takes it back: a rejection would leave another state than there was.
 */
export function acceptConnection(
  { scope }: PlanContext,
  { serviceId, endpointId }: { readonly serviceId: string; readonly endpointId: string },
): Step {
  return {
    id: "accept",
    scope,
    service: "ec2",
    operation: "AcceptVpcEndpointConnections",
    input: { ServiceId: serviceId, VpcEndpointIds: [endpointId] },
    subject: { code: "connections", endpointIds: [endpointId] },
    outputs: {},
    wait: untilSettled(serviceId, endpointId),
    permissions: ["ec2:AcceptVpcEndpointConnections"],
  };
}

/** An accepted connection goes through `pending`; AWS refuses its documented filter for the endpoint's id. */
function untilSettled(serviceId: string, endpointId: string): Wait {
  return {
    service: "ec2",
    operation: "DescribeVpcEndpointConnections",
    input: {
      Filters: [
        { Name: "service-id", Values: [serviceId] },
        { Name: "vpc-endpoint-state", Values: ["pendingAcceptance", "pending", "rejected"] },
      ],
    },
    reason: "connectionAvailable",
    path: "VpcEndpointConnections.*.VpcEndpointId",
    among: [endpointId],
    until: [absent],
    failWhen: [],
    timeoutSeconds: 600,
  };
}
