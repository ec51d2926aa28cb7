import { planTag } from "../model/tags.ts";
import type { PlanContext } from "./context.ts";
import type { Call, Find, Input, Reference } from "./step.ts";

interface Tagged {
  readonly operation: string;
  /** Path to the resources in the answer. */
  readonly path: string;
  readonly outputs: Find["outputs"];
  /** As `tagSpecifications` was given it. */
  readonly name: string;
  /** Filters beside the tags. */
  readonly filters?: readonly Input[];
}

/** Finds what a create call of EC2 has tagged: its describe calls have filters for that. */
export function findTagged({ planId }: PlanContext, tagged: Tagged): Find {
  const { operation, path, outputs, name, filters = [] } = tagged;
  const tags: readonly Input[] = [
    { Name: `tag:${planTag}`, Values: [planId] },
    { Name: "tag:Name", Values: [name] },
  ];
  return {
    service: "ec2",
    operation,
    input: { Filters: [...tags, ...filters] },
    path,
    where: {},
    // Asked for what belongs to something that is gone.
    noneWhen: ["InvalidGroup.NotFound"],
    outputs,
  };
}

const gone = ["LoadBalancerNotFound", "TargetGroupNotFound", "ListenerNotFound"];

/** Finds a resource of ELBv2, of which only DescribeTags tells whose it is. `arn` is the output that takes its `member`. */
export function findOwned(
  { planId }: PlanContext,
  look: Pick<Call, "operation" | "input"> & Pick<Find, "path"> & Partial<Pick<Find, "where">>,
  arn: Reference,
  member: string,
): Find {
  const service = "elasticloadbalancing";
  return {
    where: {},
    ...look,
    service,
    noneWhen: gone,
    outputs: { [arn.output]: member },
    owner: {
      service,
      operation: "DescribeTags",
      input: { ResourceArns: [arn] },
      path: "TagDescriptions.*.Tags.*",
      where: { Key: planTag, Value: planId },
      noneWhen: gone,
    },
  };
}
