import type { Scope } from "../model/scope.ts";
import { clientToken, type PlanContext, tagSpecifications } from "./context.ts";
import { findTagged } from "./finds.ts";
import { allowIngress, createSecurityGroup } from "./securityGroupSteps.ts";
import { from, type Plan, type Step } from "./step.ts";
import { absent } from "./wait.ts";

/** Everything Connect to a Service has to know; complete and valid. */
export interface ConnectIntent {
  readonly planId: string;
  readonly scope: Scope;
  readonly name: string;
  readonly serviceName: string;
  readonly vpcId: string;
  /** One per Availability Zone, in zones that the service has. */
  readonly subnets: readonly { readonly id: string; readonly zoneId: string }[];
  readonly port: number;
  /** Blocks that the endpoint's group lets in. */
  readonly clientCidrs: readonly string[];
}

/**
 * The consumer's side: an interface endpoint with a security group of its own. Leaving the group out would attach the
 * VPC's default group, which lets in only its own members, so that every connection would time out.
 */
export function connectPlan(intent: ConnectIntent): Plan {
  const context: PlanContext = { planId: intent.planId, scope: intent.scope };
  const groupName = `${intent.name}-endpoint`;
  const steps: readonly Step[] = [
    createSecurityGroup(context, "endpoint-group", {
      name: groupName,
      description: `Endpoint ${intent.name}`,
      vpcId: intent.vpcId,
    }),
    allowIngress(context, "endpoint-rule", {
      groupId: from("endpoint-group", "groupId"),
      groupName,
      port: intent.port,
      source: { cidrs: intent.clientCidrs },
      reason: "endpointClients",
      description: "Clients of the endpoint",
    }),
    createEndpoint(context, intent),
  ];
  return { id: intent.planId, flow: "connect", name: intent.name, steps };
}

const found = {
  operation: "DescribeVpcEndpoints",
  path: "VpcEndpoints.*",
  outputs: { endpointId: "VpcEndpointId" },
} as const;

function createEndpoint(context: PlanContext, intent: ConnectIntent): Step {
  const endpointIds = [from("endpoint", "endpointId")];
  const describe = { service: "ec2", operation: "DescribeVpcEndpoints" } as const;
  return {
    id: "endpoint",
    scope: context.scope,
    service: "ec2",
    operation: "CreateVpcEndpoint",
    input: {
      // The API's own default is Gateway.
      VpcEndpointType: "Interface",
      VpcId: intent.vpcId,
      ServiceName: intent.serviceName,
      SubnetIds: intent.subnets.map(({ id }) => id),
      SecurityGroupIds: [from("endpoint-group", "groupId")],
      // AWS refuses private DNS while acceptance is pending; left out, it may be taken as true.
      PrivateDnsEnabled: false,
      ClientToken: clientToken(context, "endpoint"),
      TagSpecifications: tagSpecifications("vpc-endpoint", intent.name, context),
    },
    subject: { code: "endpoint", zoneIds: intent.subnets.map(({ zoneId }) => zoneId) },
    outputs: { endpointId: "VpcEndpoint.VpcEndpointId" },
    find: findTagged(context, { ...found, name: intent.name }),
    wait: {
      ...describe,
      input: { VpcEndpointIds: endpointIds },
      reason: "endpointCreated",
      path: "VpcEndpoints.*.State",
      // Waiting for acceptance is a wait for a person; the plan does not hold a window open for it.
      until: ["pendingAcceptance", "available"],
      failWhen: ["failed", "rejected", "expired", "deleting", "deleted"],
      timeoutSeconds: 600,
    },
    inverse: {
      service: "ec2",
      operation: "DeleteVpcEndpoints",
      input: { VpcEndpointIds: endpointIds },
      goneWhen: ["InvalidVpcEndpointId.NotFound", "InvalidVpcEndpoint.NotFound"],
      retryOn: [],
      wait: {
        ...describe,
        // By filter: asked by id, AWS answers with an error once the endpoint is gone.
        input: { Filters: [{ Name: "vpc-endpoint-id", Values: endpointIds }] },
        reason: "endpointDeleted",
        path: "VpcEndpoints.*.State",
        until: [absent, "deleted"],
        failWhen: [],
        timeoutSeconds: 600,
      },
    },
    permissions: ["ec2:CreateVpcEndpoint", "ec2:CreateTags"],
    cost: { interfaceEndpointZones: intent.subnets.length },
  };
}
