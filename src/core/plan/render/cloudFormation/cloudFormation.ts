import {
  cloudFormationTexts,
  memberNotExpressed,
  notAwaited,
  notExpressed,
  planHeader,
  stepLine,
} from "../../../../text/planOutputs.ts";
import { partitionOf, type Scope, scopeId } from "../../../model/scope.ts";
import type { Plan, Reference, Step } from "../../step.ts";
import { cliCommand } from "../cli/cliScript.ts";
import { comment } from "../comment.ts";
import { type Item, itemsOf } from "../items.ts";
import {
  Expression,
  type Mappings,
  mappingOf,
  type Node,
  type NodeMap,
  nodeOf,
  referencesIn,
  resultsOf,
  type ToNode,
  type Values,
} from "../template.ts";
import { ec2 } from "./ec2.ts";
import { iam } from "./iam.ts";
import { loadBalancing } from "./loadBalancing.ts";
import { printMap } from "./yaml.ts";

/** Operation > what it becomes in CloudFormation. */
export const cloudFormationMappings: Mappings = { ...ec2, ...iam, ...loadBalancing };

/**
 * The plan as a CloudFormation template (YAML). A template acts in one account and Region, so a plan that acts in several
 * becomes several YAML documents; what a later one needs of an earlier one is an output there and a parameter here.
 */
export function cloudFormation(plan: Plan): string {
  const templates = Map.groupBy(plan.steps, ({ scope }) => scopeId(scope));
  const items = itemsOf(plan, cloudFormationMappings, (step) => nodeSeenFrom(plan, step), {
    merged: stepLine,
    unknown: (member, value) => memberNotExpressed(member, value, "CloudFormation"),
    notAwaited: (wait) => notAwaited(wait, "CloudFormation"),
  });
  const documents = [...templates.values()].flatMap(([first]) =>
    first === undefined ? [] : [documentOf(plan, first.scope, items)],
  );
  const several = templates.size > 1 ? [cloudFormationTexts.severalTemplates] : [];
  const head = comment(...planHeader(plan), ...cloudFormationTexts.header, ...several).join("\n");
  const begun = documents.findIndex(({ isTemplate }) => isTemplate);
  const body = documents.map(({ isTemplate, text }, index) =>
    isTemplate && index > begun ? `---\n${text}` : text,
  );
  return `${[head, ...body].join("\n")}\n`;
}

/** What happens in one account and Region: a template, or calls alone, which no template can hold. */
function documentOf(plan: Plan, scope: Scope, items: readonly Item[]) {
  const own = items.filter(({ step }) => isIn(step, scope));
  if (own.some(({ kind }) => kind === "resource"))
    return { isTemplate: true, text: documentText(plan, scope, items) };
  return { isTemplate: false, text: own.flatMap(itemLines).join("\n") };
}

function documentText(plan: Plan, scope: Scope, items: readonly Item[]): string {
  const own = items.filter(({ step }) => isIn(step, scope));
  const parameters = { ...parametersOf(own), ...importsOf(plan, scope) };
  const outputs = outputsOf(plan, scope);
  return [
    ...comment(cloudFormationTexts.deployWith(scope)),
    ...printMap({
      AWSTemplateFormatVersion: "2010-09-09",
      Description: cloudFormationTexts.description(plan),
      ...(Object.keys(parameters).length === 0 ? {} : { Parameters: parameters }),
    }),
    "Resources:",
    ...own.flatMap(itemLines),
    ...(Object.keys(outputs).length === 0 ? [] : printMap({ Outputs: outputs })),
  ].join("\n");
}

function itemLines(item: Item): readonly string[] {
  const { step, number } = item;
  const line = stepLine(step, number);
  if (item.kind === "lookup") return [];
  if (item.kind === "call") {
    const sentence = notExpressed(step, "CloudFormation");
    return indented(comment(line, sentence, ...cliCommand(step).split("\n")));
  }
  const resource = { Type: item.type, Properties: nested(item.values) };
  return [
    ...indented(comment(line, ...item.remarks)),
    ...printMap({ [logicalId(step.id, item.suffix)]: resource }, "  "),
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/** Public SSM parameters are parameters of the template, whose values CloudFormation reads. */
function parametersOf(items: readonly Item[]): NodeMap {
  return Object.fromEntries(
    items.flatMap((item) =>
      item.kind === "lookup"
        ? [
            [
              logicalId(item.step.id, ""),
              { Type: item.type, Description: stepLine(item.step, item.number), ...item.values },
            ],
          ]
        : [],
    ),
  );
}

/** Dotted paths as maps and lists: `NetworkInterfaces.0.SubnetId` is a member of the first item. */
function nested(values: Values): NodeMap {
  const groups = Map.groupBy(Object.entries(values), ([path]) => path.split(".")[0] ?? "");
  return Object.fromEntries(
    [...groups].map(([name, entries]): [string, Node] => {
      const [only] = entries;
      if (only !== undefined && only[0] === name) return [name, only[1]];
      const inner = nested(
        Object.fromEntries(entries.map(([path, value]) => [path.slice(name.length + 1), value])),
      );
      return [name, Object.keys(inner).every((key) => /^\d+$/.test(key)) ? Object.values(inner) : inner];
    }),
  );
}

/** What a step refers to, as it is written in the step's own template. */
function nodeSeenFrom(plan: Plan, { scope }: Step): ToNode {
  return (value) =>
    nodeOf(value, (reference) => {
      const maker = makerOf(plan, reference);
      if (maker === undefined || isIn(maker, scope)) return expressionFor(plan, reference);
      return new Expression(`!Ref ${outputId(reference)}`);
    });
}

/** Outputs of other templates that steps of this one refer to. */
function importsOf(plan: Plan, scope: Scope): NodeMap {
  return Object.fromEntries(
    crossing(plan)
      .filter(({ into }) => scopeId(into) === scopeId(scope))
      .map(({ reference }) => [
        outputId(reference),
        { Type: "String", Description: cloudFormationTexts.fromEarlierTemplate(outputId(reference)) },
      ]),
  );
}

/** What the plan hands over, and what other templates need. */
function outputsOf(plan: Plan, scope: Scope): NodeMap {
  const references = [...resultsOf(plan), ...crossing(plan).map(({ reference }) => reference)];
  return Object.fromEntries(
    references
      .filter((reference) => {
        const maker = makerOf(plan, reference);
        return maker !== undefined && isIn(maker, scope);
      })
      .flatMap((reference) => {
        const value = expressionFor(plan, reference);
        return value === undefined ? [] : [[outputId(reference), { Value: value }]];
      }),
  );
}

function crossing(plan: Plan): readonly { readonly reference: Reference; readonly into: Scope }[] {
  return plan.steps.flatMap(({ input, scope }) =>
    referencesIn(input)
      .filter((reference) => {
        const maker = makerOf(plan, reference);
        return maker !== undefined && !isIn(maker, scope);
      })
      .map((reference) => ({ reference, into: scope })),
  );
}

/** The reference to a resource's attribute, where CloudFormation has one. */
function expressionFor(plan: Plan, reference: Reference): Expression | undefined {
  const maker = makerOf(plan, reference);
  const path = maker?.outputs[reference.output];
  if (maker === undefined || path === undefined) return undefined;
  const id = logicalId(maker.id, "");
  if (path === "ServiceConfiguration.ServiceName") return new Expression(serviceName(id, maker.scope));
  const attribute = mappingOf(cloudFormationMappings, maker)?.attributes?.[path];
  if (attribute === undefined) return undefined;
  return new Expression(attribute === "" ? `!Ref ${id}` : `!GetAtt ${id}.${attribute}`);
}

/** The resource has no attribute for its service name; the name is made of the Region and the id. */
function serviceName(id: string, { region }: Scope): string {
  const prefix = partitionOf(region) === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws";
  return `!Sub "${prefix}.vpce.\${AWS::Region}.\${${id}.ServiceId}"`;
}

function makerOf({ steps }: Plan, { step }: Reference): Step | undefined {
  return steps.find(({ id }) => id === step);
}

function isIn(step: Step, scope: Scope): boolean {
  return scopeId(step.scope) === scopeId(scope);
}

/** Letters and digits only, as CloudFormation wants them: `target-rule-1` > `TargetRule1`. */
function logicalId(stepId: string, suffix: string): string {
  const words = `${stepId}-${suffix}`.split(/[^A-Za-z0-9]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function outputId({ step, output }: Reference): string {
  return logicalId(step, output);
}
