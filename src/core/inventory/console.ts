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
      return page(node.scope.region, "vpcconsole", `EndpointServices:search=${node.service.id}`);
    case "endpoint":
      return page(node.scope.region, "vpcconsole", `EndpointDetails:vpcEndpointId=${node.endpoint.id}`);
    case "loadBalancer": {
      const { arn } = node.loadBalancer;
      const [, , , region = ""] = arn.split(":");
      return page(region, "ec2", `LoadBalancer:loadBalancerArn=${arn}`);
    }
    default:
      return undefined;
  }
}

function page(region: string, application: string, fragment: string): string | undefined {
  const host = hosts[partitionOf(region)];
  if (host === undefined) return undefined;
  // Only the commercial partition's console has a host per Region.
  const server = host === hosts["aws"] ? `${region}.${host}` : host;
  return `https://${server}/${application}/home?region=${region}#${fragment}`;
}
