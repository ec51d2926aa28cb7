import { partitionOf } from "../model/scope.ts";
import type { Node } from "./node.ts";

/** Each partition's web console; AWS names them in its partitions' own documentation. */
const hosts: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
  "aws-iso": "console.c2shome.ic.gov",
  "aws-iso-b": "console.sc2shome.sgov.gov",
  "aws-eusc": "console.amazonaws-eusc.eu",
};

/** The page of the AWS console that shows what a row stands for, if there is one. */
export function consoleUrl(node: Node): string | undefined {
  switch (node.kind) {
    case "service":
      return resourceUrl(node.scope.region, node.service.id);
    case "endpoint":
      return resourceUrl(node.scope.region, node.endpoint.id);
    case "loadBalancer": {
      const { arn } = node.loadBalancer;
      const [, , , region = ""] = arn.split(":");
      return resourceUrl(region, arn);
    }
    default:
      return undefined;
  }
}

/** What ids and ARNs look like, and the page of the console that takes them; the longer of two beginnings comes first. */
const pages: readonly (readonly [shape: RegExp, application: "ec2" | "vpcconsole", page: string])[] = [
  [/^vpce-svc-\w+$/, "vpcconsole", "EndpointServices:search="],
  [/^vpce-\w+$/, "vpcconsole", "EndpointDetails:vpcEndpointId="],
  [/^vpc-\w+$/, "vpcconsole", "VpcDetails:VpcId="],
  [/^subnet-\w+$/, "vpcconsole", "SubnetDetails:subnetId="],
  [/^sg-\w+$/, "ec2", "SecurityGroup:groupId="],
  [/^i-\w+$/, "ec2", "InstanceDetails:instanceId="],
  [/^arn:[\w-]+:elasticloadbalancing:[\w:-]+:loadbalancer\/[\w/-]+$/, "ec2", "LoadBalancer:loadBalancerArn="],
  [/^arn:[\w-]+:elasticloadbalancing:[\w:-]+:targetgroup\/[\w/-]+$/, "ec2", "TargetGroup:targetGroupArn="],
];

/** The page of the AWS console for an id or an ARN, if there is one. */
export function resourceUrl(region: string, resource: string): string | undefined {
  const [, application, fragment] = pages.find(([shape]) => shape.test(resource)) ?? [];
  if (application === undefined) return undefined;
  return page(region, application, `${fragment}${resource}`);
}

function page(region: string, application: string, fragment: string): string | undefined {
  const host = hosts[partitionOf(region)];
  if (host === undefined) return undefined;
  // Only the commercial partition's console has a host per Region.
  const server = host === hosts["aws"] ? `${region}.${host}` : host;
  return `https://${server}/${application}/home?region=${region}#${fragment}`;
}
