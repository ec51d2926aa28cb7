import { clientToken, type PlanContext, tagSpecifications } from "./context.ts";
import { findTagged } from "./finds.ts";
import type { PublishIntent } from "./publishIntent.ts";
import { from, type Step } from "./step.ts";

const serviceId = from("service", "serviceId");

/** The endpoint service on the load balancer, and who may connect to it. */
export function serviceSteps(context: PlanContext, intent: PublishIntent): readonly Step[] {
  const principals = intent.principals.length === 0 ? [] : [allowPrincipals(context, intent)];
  return [createService(context, intent), ...principals];
}

function createService(context: PlanContext, intent: PublishIntent): Step {
  return {
    id: "service",
    scope: context.scope,
    service: "ec2",
    operation: "CreateVpcEndpointServiceConfiguration",
    input: {
      NetworkLoadBalancerArns: [from("load-balancer", "arn")],
      AcceptanceRequired: intent.acceptanceRequired,
      ClientToken: clientToken(context, "service"),
      TagSpecifications: tagSpecifications("vpc-endpoint-service", intent.name, context),
    },
    subject: { code: "service", acceptanceRequired: intent.acceptanceRequired },
    outputs: { serviceId: "ServiceConfiguration.ServiceId", serviceName: "ServiceConfiguration.ServiceName" },
    find: findTagged(context, {
      operation: "DescribeVpcEndpointServiceConfigurations",
      path: "ServiceConfigurations.*",
      outputs: { serviceId: "ServiceId", serviceName: "ServiceName" },
      name: intent.name,
    }),
    wait: {
      service: "ec2",
      operation: "DescribeVpcEndpointServiceConfigurations",
      input: { ServiceIds: [serviceId] },
      reason: "serviceAvailable",
      path: "ServiceConfigurations.*.ServiceState",
      until: ["available"],
      failWhen: ["failed", "deleting", "deleted"],
      timeoutSeconds: 600,
    },
    inverse: {
      service: "ec2",
      operation: "DeleteVpcEndpointServiceConfigurations",
      input: { ServiceIds: [serviceId] },
      goneWhen: ["InvalidVpcEndpointService.NotFound", "InvalidVpcEndpointServiceId.NotFound"],
      retryOn: [],
    },
    permissions: ["ec2:CreateVpcEndpointServiceConfiguration", "ec2:CreateTags"],
  };
}

function allowPrincipals({ scope }: PlanContext, { principals }: PublishIntent): Step {
  return {
    id: "principals",
    scope,
    service: "ec2",
    operation: "ModifyVpcEndpointServicePermissions",
    input: { ServiceId: serviceId, AddAllowedPrincipals: principals },
    subject: { code: "principals", principals },
    outputs: {},
    inverse: {
      service: "ec2",
      operation: "ModifyVpcEndpointServicePermissions",
      input: { ServiceId: serviceId, RemoveAllowedPrincipals: principals },
      goneWhen: ["InvalidVpcEndpointService.NotFound", "InvalidVpcEndpointServiceId.NotFound"],
      retryOn: [],
    },
    permissions: ["ec2:ModifyVpcEndpointServicePermissions"],
  };
}
