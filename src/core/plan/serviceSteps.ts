import { clientToken, type PlanContext, tagSpecifications } from "./context.ts";
import { findTagged } from "./finds.ts";
import type { PublishIntent } from "./publishIntent.ts";
import { from, type Reference, type Step } from "./step.ts";

const serviceId = from("service", "serviceId");

/** The endpoint service on the load balancer, and who may connect to it. */
export function serviceSteps(context: PlanContext, intent: PublishIntent): readonly Step[] {
  const { ownerPays } = intent.options;
  return [
    createService(context, intent),
    ...(ownerPays ? [takeOverCosts(context)] : []),
    ...(intent.principals.length === 0 ? [] : [allowPrincipals(context, intent)]),
  ];
}

/** Where the load balancer's ARN comes from: a step of the plan, or the account. */
export function loadBalancerArn({ loadBalancer }: PublishIntent): string | Reference {
  return loadBalancer.kind === "existing" ? loadBalancer.arn : from("load-balancer", "arn");
}

function createService(context: PlanContext, intent: PublishIntent): Step {
  const { acceptanceRequired, options } = intent;
  const { privateDnsName, supportedRegions } = options;
  const outputs = privateDnsName === undefined ? names : { ...names, ...txtRecord };
  return {
    id: "service",
    scope: context.scope,
    service: "ec2",
    operation: "CreateVpcEndpointServiceConfiguration",
    input: {
      NetworkLoadBalancerArns: [loadBalancerArn(intent)],
      AcceptanceRequired: acceptanceRequired,
      ...(privateDnsName !== undefined && { PrivateDnsName: privateDnsName }),
      ...(options.acceptsIpv6 && { SupportedIpAddressTypes: ["ipv4", "ipv6"] }),
      ...(supportedRegions.length > 0 && { SupportedRegions: supportedRegions }),
      ClientToken: clientToken(context, "service"),
      TagSpecifications: tagSpecifications("vpc-endpoint-service", intent.name, context),
    },
    subject: { code: "service", acceptanceRequired, ...(privateDnsName !== undefined && { privateDnsName }) },
    outputs: within("ServiceConfiguration", outputs),
    find: findTagged(context, {
      operation: "DescribeVpcEndpointServiceConfigurations",
      path: "ServiceConfigurations.*",
      outputs,
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
    permissions: [
      "ec2:CreateVpcEndpointServiceConfiguration",
      "ec2:CreateTags",
      // A permission without an API call: it lets the service reach beyond its Region.
      ...(supportedRegions.length > 0 ? ["vpce:AllowMultiRegion"] : []),
    ],
  };
}

/** The TXT record that proves the domain: its name is relative to the domain, its value is case-sensitive. */
const txtRecord = {
  txtName: "PrivateDnsNameConfiguration.Name",
  txtValue: "PrivateDnsNameConfiguration.Value",
} as const;

const names = { serviceId: "ServiceId", serviceName: "ServiceName" } as const;

/** Output paths of a thing as paths of an answer that has it as a member. */
function within(member: string, outputs: Step["outputs"]): Step["outputs"] {
  return Object.fromEntries(Object.entries(outputs).map(([name, path]) => [name, `${member}.${path}`]));
}

/** The one change that AWS never takes back; it goes with the service. */
function takeOverCosts({ scope }: PlanContext): Step {
  return {
    id: "payer",
    scope,
    service: "ec2",
    operation: "ModifyVpcEndpointServicePayerResponsibility",
    input: { ServiceId: serviceId, PayerResponsibility: "ServiceOwner" },
    subject: { code: "ownerPays" },
    outputs: {},
    permissions: ["ec2:ModifyVpcEndpointServicePayerResponsibility"],
  };
}

/** They go with the service. Taken back alone they would be lost where connections keep the service from being deleted. */
function allowPrincipals({ scope }: PlanContext, { principals }: PublishIntent): Step {
  return {
    id: "principals",
    scope,
    service: "ec2",
    operation: "ModifyVpcEndpointServicePermissions",
    input: { ServiceId: serviceId, AddAllowedPrincipals: principals },
    subject: { code: "principals", principals },
    outputs: {},
    permissions: ["ec2:ModifyVpcEndpointServicePermissions"],
  };
}
