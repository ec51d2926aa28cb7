import { type Input, isReference, type Plan, type Reference, type Step, type Value } from "../step.ts";

/** A value in a template: data, or an expression in the format's own language, which is printed as it stands. */
export type Node = string | number | boolean | Expression | readonly Node[] | NodeMap;
export type NodeMap = { readonly [name: string]: Node };
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Values of a resource by dotted path: `health_check.port`, `NetworkInterfaces.0.SubnetId`. */
export type Values = Readonly<Record<string, Node>>;

/** What a step becomes in a template. */
export type Piece =
  | {
      readonly kind: "resource";
      readonly type: string;
      /** Tells several resources of one step apart. */
      readonly suffix?: string;
      readonly values: Values;
      readonly remark?: string;
    }
  /** Values of the resource that an earlier step became. */
  | {
      readonly kind: "set";
      readonly step: string;
      readonly values: Values;
      /** Lists are added to what is set already, instead of taking its place. */
      readonly adds?: boolean;
      /** The suffix of another resource of that step, which is not made after all. */
      readonly drops?: string;
      readonly remark?: string;
    }
  /** A parameter or data source that is read and not made. */
  | { readonly kind: "lookup"; readonly type: string; readonly values: Values }
  /** The format has no words for it: the call itself is written down. */
  | { readonly kind: "call" }
  /** A member that the format does not know. */
  | { readonly kind: "unknown"; readonly member: string; readonly value: Value };

/** How one operation is written in a format. */
export interface Mapping {
  readonly pieces: (step: Step, node: ToNode) => readonly Piece[];
  /** The type of what stands for the step when others refer to it. */
  readonly produces?: string;
  /** Path of a step's output > the attribute that gives it. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The format waits for this by itself. */
  readonly waits?: boolean;
}

export type ToNode = (value: Value) => Node;
export type Mappings = Readonly<Record<string, Mapping>>;

/** Where a member goes: the path of a value, "" for a member that the format takes care of, or values made from it. */
export type Rule = string | ((value: Value, node: ToNode) => Values);
export type Members = Readonly<Record<string, Rule>>;

/** The values that an input has by a table of members, and what the table does not know. */
export function valuesOf(
  input: Input,
  members: Members,
  node: ToNode,
): { readonly values: Values; readonly unknown: readonly Piece[] } {
  const leaves = leavesOf(input, "", members);
  const values = leaves.map(({ member, value }): Values => {
    const rule = members[member];
    if (rule === undefined || rule === "") return {};
    return typeof rule === "string" ? { [rule]: node(value) } : rule(value, node);
  });
  const unknown = leaves.filter(({ member }) => members[member] === undefined);
  return {
    values: Object.assign({}, ...values),
    unknown: unknown.map(({ member, value }) => ({ kind: "unknown", member, value })),
  };
}

interface Leaf {
  readonly member: string;
  readonly value: Value;
}

/** Splits an input down to the members that the table knows, or to what cannot be split. */
function leavesOf(value: Value, member: string, members: Members): readonly Leaf[] {
  if (members[member] !== undefined || typeof value !== "object" || isReference(value)) {
    return [{ member, value }];
  }
  const inner = isList(value) && !value.every(isInput) ? undefined : Object.entries(value);
  if (inner === undefined) return [{ member, value }];
  return inner.flatMap(([key, each]) => leavesOf(each, member === "" ? key : `${member}.${key}`, members));
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isInput(value: Value | undefined): value is Input {
  return typeof value === "object" && !isList(value) && !isReference(value);
}

/** A mapping that makes one resource of a step. */
export function makes(type: string, members: Members, more: Omit<Mapping, "pieces"> = {}): Mapping {
  return {
    produces: type,
    ...more,
    pieces: ({ input }, node) => {
      const { values, unknown } = valuesOf(input, members, node);
      return [{ kind: "resource", type, values }, ...unknown];
    },
  };
}

/** A mapping that sets values of the resource that a member refers to. What the plan did not make cannot be set. */
export function sets(owner: string, members: Members, adds = false): Mapping {
  return {
    pieces: ({ input }, node) => {
      const { [owner]: target, ...rest } = input;
      const step = madeBy(target);
      if (step === undefined) return [{ kind: "call" }];
      const { values, unknown } = valuesOf(rest, members, node);
      return [{ kind: "set", step, values, adds }, ...unknown];
    },
  };
}

/** A mapping for what a format has no words for. */
export const callOnly: Mapping = { pieces: () => [{ kind: "call" }] };

/**
 * A value of an input as a template has it. A reference that the format cannot express stays visible as text in angle
 * brackets, to be filled in by hand.
 */
export function nodeOf(value: Value, expressionFor: (reference: Reference) => Expression | undefined): Node {
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map((each) => nodeOf(each, expressionFor));
  if (isReference(value)) return expressionFor(value) ?? placeholder(value);
  return Object.fromEntries(
    Object.entries(value).map(([member, each]) => [member, nodeOf(each, expressionFor)]),
  );
}

/** An output of a step that a person fills in. */
export function placeholder({ step, output }: Reference): string {
  return `<${step}.${output}>`;
}

/** The mapping of an operation; operations come from journals too, so the table is asked safely. */
export function mappingOf(mappings: Mappings, { operation }: Step): Mapping | undefined {
  return Object.hasOwn(mappings, operation) ? mappings[operation] : undefined;
}

/** Outputs of a plan that no later step takes: what its reader takes away. */
export function resultsOf({
  steps,
}: Plan): readonly (Reference & { readonly path: string; readonly of: Step })[] {
  const taken = new Set(
    steps.flatMap(({ input }) => referencesIn(input)).map(({ step, output }) => `${step}/${output}`),
  );
  return steps.flatMap((of) =>
    Object.entries(of.outputs)
      .map(([output, path]) => ({ step: of.id, output, path, of }))
      .filter(({ step, output }) => !taken.has(`${step}/${output}`)),
  );
}

/** Every reference in a value, in its order. */
export function referencesIn(value: Value): readonly Reference[] {
  if (typeof value !== "object") return [];
  if (isList(value)) return value.flatMap(referencesIn);
  return isReference(value) ? [value] : Object.values(value).flatMap(referencesIn);
}

/** Key-value pairs as AWS writes tags, as one map. */
export function tagMap(tags: Value | undefined): Readonly<Record<string, Value>> {
  if (!isList(tags)) return {};
  return Object.fromEntries(
    tags
      .filter(isInput)
      .flatMap(({ Key, Value: value }) =>
        typeof Key === "string" && value !== undefined ? [[Key, value]] : [],
      ),
  );
}

/** The step that makes what a member names, if the plan makes it. */
export function madeBy(value: Value | undefined): string | undefined {
  return value !== undefined && isReference(value) ? value.step : undefined;
}
