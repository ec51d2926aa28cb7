/** How a service is spoken to: AWS's protocol name and the constants that its messages carry. */
export interface ServiceModel {
  protocol: "ec2Query" | "awsQuery" | "awsJson1_1";
  /** API version of the query protocols. */
  version?: string;
  /** XML namespace of the query protocols' responses. */
  xmlNamespace?: string;
  /** First half of the `X-Amz-Target` header of the JSON protocol. */
  targetPrefix?: string;
  /** The operations that the sandbox answers. Everything else is an unknown operation. */
  operations: readonly string[];
}

/** The sandbox's services by signing name, which is how requests to one port are told apart. */
export const serviceModels = {
  ec2: {
    protocol: "ec2Query",
    version: "2016-11-15",
    xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
    operations: [
      "AcceptVpcEndpointConnections",
      "AuthorizeSecurityGroupEgress",
      "AuthorizeSecurityGroupIngress",
      "CreateSecurityGroup",
      "CreateTags",
      "CreateVpcEndpoint",
      "CreateVpcEndpointServiceConfiguration",
      "DeleteSecurityGroup",
      "DeleteTags",
      "DeleteVpcEndpoints",
      "DeleteVpcEndpointServiceConfigurations",
      "DescribeAvailabilityZones",
      "DescribeInstances",
      "DescribeNatGateways",
      "DescribeNetworkInterfaces",
      "DescribeRegions",
      "DescribeRouteTables",
      "DescribeSecurityGroupRules",
      "DescribeSecurityGroups",
      "DescribeSubnets",
      "DescribeVpcEndpointConnections",
      "DescribeVpcEndpoints",
      "DescribeVpcEndpointServiceConfigurations",
      "DescribeVpcEndpointServicePermissions",
      "DescribeVpcEndpointServices",
      "DescribeVpcs",
      "GetConsoleOutput",
      "ModifyVpcEndpoint",
      "ModifyVpcEndpointServiceConfiguration",
      "ModifyVpcEndpointServicePermissions",
      "RejectVpcEndpointConnections",
      "RevokeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
      "RunInstances",
      "StartInstances",
      "StopInstances",
      "TerminateInstances",
    ],
  },
  elasticloadbalancing: {
    protocol: "awsQuery",
    version: "2015-12-01",
    xmlNamespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
    operations: [
      "CreateListener",
      "CreateLoadBalancer",
      "CreateTargetGroup",
      "DeleteListener",
      "DeleteLoadBalancer",
      "DeleteTargetGroup",
      "DeregisterTargets",
      "DescribeListeners",
      "DescribeLoadBalancerAttributes",
      "DescribeLoadBalancers",
      "DescribeTags",
      "DescribeTargetGroups",
      "DescribeTargetHealth",
      "ModifyLoadBalancerAttributes",
      "RegisterTargets",
      "SetSecurityGroups",
    ],
  },
  sts: {
    protocol: "awsQuery",
    version: "2011-06-15",
    xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    operations: ["GetCallerIdentity"],
  },
  iam: {
    protocol: "awsQuery",
    version: "2010-05-08",
    xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    operations: ["ListAccountAliases"],
  },
  ssm: {
    protocol: "awsJson1_1",
    targetPrefix: "AmazonSSM",
    operations: [
      "CancelCommand",
      "DescribeInstanceInformation",
      "GetCommandInvocation",
      "GetParameter",
      "ListCommandInvocations",
      "SendCommand",
    ],
  },
} as const satisfies Record<string, ServiceModel>;

/** Signing name of a service that the sandbox speaks. */
export type ServiceName = keyof typeof serviceModels;

/** Whether a credential scope names a service that the sandbox speaks. */
export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(serviceModels, name);
}
