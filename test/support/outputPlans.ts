import type { Scope } from "../../src/core/model/scope.ts";
import { planFormats } from "../../src/core/plan/planFormat.ts";
import { from, type Plan, type Step } from "../../src/core/plan/step.ts";
import { consumer, provider } from "./facts.ts";
import { plans } from "./plans.ts";

type Sketch = Pick<Step, "id" | "service" | "operation" | "input"> & Partial<Step>;

function step(scope: Scope, sketch: Sketch): Step {
  return { scope, subject: { code: "named", name: sketch.id }, outputs: {}, permissions: [], ...sketch };
}

const tags = [{ Key: "privatelink-toolkit:plan", Value: "plan-4" }];
const serviceId = from("service", "serviceId");

/** What the formats have to bend for: two accounts, an existing load balancer, and calls that some have no words for. */
const unusual: Plan = {
  id: "plan-4",
  flow: "publish",
  name: "flask-hello",
  steps: [
    step(provider, {
      id: "rules",
      service: "ec2",
      operation: "AuthorizeSecurityGroupIngress",
      input: {
        GroupId: "sg-app",
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: 5000,
            ToPort: 5000,
            IpRanges: [{ CidrIp: "10.0.1.0/24" }, { CidrIp: "10.0.2.0/24", Description: "second zone" }],
            Ipv6Ranges: [{ CidrIpv6: "2001:db8::/56" }],
            PrefixListIds: [{ PrefixListId: "pl-1" }],
            UserIdGroupPairs: [{ GroupId: "sg-other" }],
          },
        ],
      },
    }),
    step(provider, {
      id: "target-group",
      service: "elasticloadbalancing",
      operation: "CreateTargetGroup",
      input: {
        Name: "flask-hello-tg",
        Protocol: "TCP",
        Port: 80,
        VpcId: "vpc-platform",
        TargetType: "alb",
        IpAddressType: "ipv4",
        HealthCheckEnabled: true,
        HealthCheckProtocol: "HTTP",
        HealthCheckPort: "traffic-port",
        HealthCheckPath: "/health",
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 6,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: "200-399" },
        Tags: tags,
      },
      outputs: { arn: "TargetGroups.0.TargetGroupArn" },
    }),
    step(provider, {
      id: "targets",
      service: "elasticloadbalancing",
      operation: "RegisterTargets",
      input: {
        TargetGroupArn: from("target-group", "arn"),
        Targets: [{ Id: "10.9.0.4", Port: 80, AvailabilityZone: "all" }, { Id: "10.9.0.5" }],
      },
    }),
    step(provider, {
      id: "enforcement",
      service: "elasticloadbalancing",
      operation: "SetSecurityGroups",
      input: {
        LoadBalancerArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/old/1",
        SecurityGroups: ["sg-old"],
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
      },
    }),
    step(provider, {
      id: "service",
      service: "ec2",
      operation: "CreateVpcEndpointServiceConfiguration",
      input: {
        NetworkLoadBalancerArns: [
          "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/old/1",
        ],
        AcceptanceRequired: true,
        PrivateDnsName: "hello.example.com",
        SupportedIpAddressTypes: ["ipv4", "ipv6"],
        SupportedRegions: ["us-east-1", "eu-central-1"],
        ClientToken: "plan-4-service",
        TagSpecifications: [
          { ResourceType: "vpc-endpoint-service", Tags: [...tags, { Key: "team", Value: "off" }] },
        ],
      },
      outputs: {
        serviceId: "ServiceConfiguration.ServiceId",
        serviceName: "ServiceConfiguration.ServiceName",
        dnsRecord: "ServiceConfiguration.PrivateDnsNameConfiguration.Value",
      },
    }),
    step(provider, {
      id: "payer",
      service: "ec2",
      operation: "ModifyVpcEndpointServicePayerResponsibility",
      input: { ServiceId: serviceId, PayerResponsibility: "ServiceOwner" },
    }),
    step(provider, {
      id: "principals",
      service: "ec2",
      operation: "ModifyVpcEndpointServicePermissions",
      input: {
        ServiceId: serviceId,
        AddAllowedPrincipals: ["arn:aws:iam::444455556666:root", "*"],
      },
    }),
    step(provider, {
      id: "verification",
      service: "ec2",
      operation: "StartVpcEndpointServicePrivateDnsVerification",
      input: { ServiceId: serviceId },
    }),
    step(consumer, {
      id: "endpoint",
      service: "ec2",
      operation: "CreateVpcEndpoint",
      input: {
        VpcEndpointType: "Interface",
        VpcId: "vpc-orders",
        ServiceName: from("service", "serviceName"),
        ServiceRegion: "us-east-1",
        SubnetIds: ["subnet-c1"],
        SecurityGroupIds: ["sg-clients"],
        IpAddressType: "dualstack",
        PrivateDnsEnabled: false,
        ClientToken: "plan-4-endpoint",
        TagSpecifications: [{ ResourceType: "vpc-endpoint", Tags: tags }],
      },
      outputs: { endpointId: "VpcEndpoint.VpcEndpointId" },
    }),
    step(provider, {
      id: "accept",
      service: "ec2",
      operation: "AcceptVpcEndpointConnections",
      input: { ServiceId: serviceId, VpcEndpointIds: [from("endpoint", "endpointId")] },
    }),
  ],
};

/** Plans as the wizards make them, and one that asks more of the formats than the wizards do. */
export const outputPlans: Readonly<Record<string, Plan>> = {
  ...plans,
  "two accounts and an existing load balancer": unusual,
};

/** The same plan with another text wherever a name stands. */
export function renamed(plan: Plan, name: string): Plan {
  const text = JSON.stringify(plan).replaceAll("flask-hello", JSON.stringify(name).slice(1, -1));
  return JSON.parse(text);
}

/** Those that describe what is to be there, and not what is to go. */
export const describedPlans = Object.fromEntries(
  Object.entries(outputPlans).filter(([, plan]) => planFormats(plan).includes("terraform")),
);
