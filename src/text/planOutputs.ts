import type { PlanFormat } from "../core/plan/planFormat.ts";
import type { Plan, Step, Wait } from "../core/plan/step.ts";
import { counted, stepSubject, waitSentence } from "./plan.ts";

export const planFormatNames: Record<PlanFormat, string> = {
  terraform: "Terraform",
  cloudFormation: "CloudFormation",
  cli: "AWS CLI",
};

export const takeAwayTexts = { copyAs: "Copy as", saveAs: "Save as…" } as const;

/** What has become of the plan, for the page and for screen readers. */
export function takenSentence({
  how,
  format,
}: {
  readonly how: "copied" | "saved";
  readonly format: PlanFormat;
}): string {
  return `${how === "copied" ? "Copied" : "Saved"} as ${planFormatNames[format]}. Nothing was applied.`;
}

/** First lines of a plan that is taken away as text. */
export function planHeader({ flow, id, name, steps }: Plan): readonly string[] {
  return [
    `${planSubjects[flow](name)}: ${counted(steps.length, "call")}, plan ${id}.`,
    "Made by PrivateLink Toolkit for AWS.",
  ];
}

const planSubjects: Record<Plan["flow"], (name: string) => string> = {
  change: (name) => `Changes ${name}`,
  connect: (name) => `Connects ${name} through AWS PrivateLink`,
  publish: (name) => `Publishes ${name} through AWS PrivateLink`,
  tearDown: (name) => `Tears down ${name}`,
  tester: (name) => `Creates ${name}, an instance to test connectivity from`,
};

/** A step of the plan, above what it became. */
export function stepLine(step: Step, number: number): string {
  return `${number}. ${step.operation}: ${stepSubject(step)}`;
}

export const cliTexts = {
  header: [
    "Needs bash and the AWS CLI, version 1.29 or 2.22 at least, with the profiles that are named below.",
    "It stops at the first error. Run it once: most calls make something new each time.",
  ],
  stopped: ({ id }: Plan) =>
    `Stopped. What was made before is still there, tagged privatelink-toolkit:plan=${id}.`,
} as const;

export const terraformTexts = {
  header: [
    "For the provider hashicorp/aws, version 6 or later. Terraform keeps the order and makes its own waits.",
  ],
  keepsEgress: "EC2 gives a new group this rule by itself, and Terraform takes it away.",
} as const;

export const cloudFormationTexts = {
  header: [
    "CloudFormation keeps the order, makes its own waits and takes everything back if a resource fails.",
  ],
  description: ({ name, id }: Plan) => `${name}, plan ${id}`,
  deployWith: ({ profile, region }: Step["scope"]) => `Deploy with profile ${profile} in ${region}.`,
  severalTemplates:
    "Several accounts or Regions act, and a template has one: save each part between the lines --- in a file of its own, and deploy them in this order.",
  fromEarlierTemplate: (name: string) => `Output ${name} of an earlier template`,
} as const;

type FormatName = "Terraform" | "CloudFormation";

/** Above the command of a call that a format has no words for. */
export function notExpressed({ operation }: Step, format: FormatName): string {
  return `${format} cannot express ${operation}. Call it yourself once everything it names is there:`;
}

export function memberNotExpressed(member: string, value: string, format: FormatName): string {
  return `${format} has no counterpart for ${member} = ${value}.`;
}

export function notAwaited(wait: Wait, format: FormatName): string {
  return `${format} does not do this: ${waitSentence(wait)}.`;
}

/** CloudFormation wants to be told so when a template names what it makes in IAM. */
export const namedResource = "Deploy with --capabilities CAPABILITY_NAMED_IAM.";

export const noProfileTags = "CloudFormation gives instance profiles no tags.";

/** The toolkit finds its own rules by their tags. */
export const noRuleTags = "CloudFormation gives rules no tags.";

/** For a call that is content with finding its work done. */
export function mayExist(format: FormatName): string {
  return `The group is not new. Leave this out if it has this rule already: ${format} would refuse to make it twice.`;
}
