import type { Reference, Service } from "../../step.ts";

/** The AWS CLI's name of an operation or a member, made as botocore's `xform_name` makes it: `VpcId` > `vpc-id`. */
export function cliName(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

/** The AWS CLI's name of a service. */
export function cliService(service: Service): string {
  return service === "elasticloadbalancing" ? "elbv2" : service;
}

/** The shell variable that holds an output of a step. Two underscores, so that no two outputs share one. */
export function variableName({ step, output }: Reference): string {
  return `${snake(step)}__${snake(cliName(output))}`;
}

/** A step's id as an identifier; a step's ids are words of ours, joined by hyphens. */
export function snake(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9]/g, "_");
}
