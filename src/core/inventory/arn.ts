import { ec2Arn } from "../model/scope.ts";
import type { Node } from "./node.ts";

/** The ARN of what a row stands for, where its own copy command copies something else. */
export function nodeArn(node: Node): string | undefined {
  switch (node.kind) {
    case "service":
      return ec2Arn(node.scope, `vpc-endpoint-service/${node.service.id}`);
    case "endpoint":
      return ec2Arn(node.scope, `vpc-endpoint/${node.endpoint.id}`);
    default:
      return undefined;
  }
}
