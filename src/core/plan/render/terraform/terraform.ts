import {
  memberNotExpressed,
  notAwaited,
  notExpressed,
  planHeader,
  stepLine,
  terraformTexts,
} from "../../../../text/planOutputs.ts";
import { type Scope, type ScopeId, scopeId } from "../../../model/scope.ts";
import type { Plan, Reference } from "../../step.ts";
import { cliCommand } from "../cli/cliScript.ts";
import { cliName, snake } from "../cli/names.ts";
import { comment } from "../comment.ts";
import { type Item, itemsOf } from "../items.ts";
import {
  Expression,
  type Mappings,
  mappingOf,
  nodeOf,
  resultsOf,
  type ToNode,
  type Values,
} from "../template.ts";
import { ec2 } from "./ec2.ts";
import { type Block, printBlock } from "./hcl.ts";
import { iam } from "./iam.ts";
import { loadBalancing } from "./loadBalancing.ts";

/** Operation > what it becomes in Terraform. */
export const terraformMappings: Mappings = { ...ec2, ...iam, ...loadBalancing };

/** The plan as a Terraform configuration (HCL) for the provider hashicorp/aws. */
export function terraform(plan: Plan): string {
  const aliases = aliasesOf(plan);
  const node: ToNode = (value) => nodeOf(value, (reference) => expressionFor(plan, reference));
  const items = itemsOf(plan, terraformMappings, () => node, {
    merged: stepLine,
    unknown: (member, value) => memberNotExpressed(member, value, "Terraform"),
    notAwaited: (wait) => notAwaited(wait, "Terraform"),
  });
  const parts = [
    comment(...planHeader(plan), ...terraformTexts.header).join("\n"),
    required,
    ...[...aliases].map(([, provider]) => printBlock(provider.block)),
    ...items.map((item) => itemText(item, items, aliases)),
    ...resultsOf(plan).flatMap((result) => {
      const value = expressionFor(plan, result);
      const name = `${snake(result.step)}_${snake(cliName(result.output))}`;
      return value === undefined ? [] : [printBlock({ head: ["output", name], values: { value } })];
    }),
  ];
  return `${parts.join("\n\n")}\n`;
}

const required = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}`;

interface Provider {
  readonly scope: Scope;
  readonly block: Block;
  /** Absent for the first scope, whose provider is the default. */
  readonly alias?: string;
}

/** One provider per scope: the first is the default, the others have aliases that resources name. */
function aliasesOf({ steps }: Plan): ReadonlyMap<ScopeId, Provider> {
  const scopes = new Map(steps.map(({ scope }) => [scopeId(scope), scope]));
  return new Map(
    [...scopes].map(([id, scope], index): [ScopeId, Provider] => {
      const { profile, region } = scope;
      const head = ["provider", "aws"];
      if (index === 0) return [id, { scope, block: { head, values: { region, profile } } }];
      // Numbered, because two scopes may become one identifier.
      const alias = `scope_${index + 1}`;
      return [id, { scope, alias, block: { head, values: { alias, region, profile } } }];
    }),
  );
}

/** Refers to the endpoint alone, and AWS refuses it before acceptance. */
const privateDnsType = "aws_vpc_endpoint_private_dns";
const accepterType = "aws_vpc_endpoint_connection_accepter";

function itemText(item: Item, items: readonly Item[], providers: ReadonlyMap<ScopeId, Provider>): string {
  const { step, number } = item;
  const line = stepLine(step, number);
  if (item.kind === "call") {
    return comment(line, notExpressed(step, "Terraform"), ...cliCommand(step).split("\n")).join("\n");
  }
  const accepters = items.filter((each) => each.kind === "resource" && each.type === accepterType);
  const after: Values =
    item.type === privateDnsType && accepters.length > 0
      ? {
          depends_on: accepters.map(
            ({ step: { id } }) => new Expression(`${accepterType}.${labelOf(id, "")}`),
          ),
        }
      : {};
  const alias = providers.get(scopeId(step.scope))?.alias;
  const provider = alias === undefined ? {} : { provider: new Expression(`aws.${alias}`) };
  const head = [item.kind === "lookup" ? "data" : "resource", item.type, labelOf(step.id, item.suffix)];
  const block = printBlock({
    head,
    comments: comment(...item.remarks),
    values: { ...provider, ...item.values, ...after },
  });
  return [...comment(line), block].join("\n");
}

function labelOf(stepId: string, suffix: string): string {
  return snake(suffix === "" ? stepId : `${stepId}_${suffix}`);
}

/** The attribute of a resource that stands for an output of a step, where Terraform has one. */
function expressionFor(plan: Plan, { step: id, output }: Reference): Expression | undefined {
  const step = plan.steps.find((each) => each.id === id);
  const path = step?.outputs[output];
  if (step === undefined || path === undefined) return undefined;
  const { attributes, produces } = mappingOf(terraformMappings, step) ?? {};
  const attribute = attributes?.[path];
  if (attribute === undefined || produces === undefined) return undefined;
  return new Expression(`${produces}.${labelOf(id, "")}.${attribute}`);
}
