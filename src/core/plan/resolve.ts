import { type Input, isReference, type Look, type ResolvedInput, type Value } from "./step.ts";

/** Outputs of the steps that have run: step id > output name > value. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Replaces every reference in an input by the output it names.
 * @throws when a step did not leave that output, which means the plan or AWS's answer is not what it should be.
 */
export function resolve(input: Input, outputs: Outputs): ResolvedInput {
  return Object.fromEntries(
    Object.entries(input).map(([member, value]) => [member, resolveValue(value, outputs)]),
  );
}

/** Whether a call depends on what earlier steps have made. */
export function refersToSteps(value: Value): boolean {
  if (typeof value !== "object") return false;
  if (isList(value)) return value.some(refersToSteps);
  return isReference(value) || Object.values(value).some(refersToSteps);
}

function resolveValue(value: Value, outputs: Outputs): unknown {
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map((item) => resolveValue(item, outputs));
  if (!isReference(value)) return resolve(value, outputs);
  const found = outputs[value.step]?.[value.output];
  if (found === undefined) throw new Error(`Step "${value.step}" left no output "${value.output}".`);
  return found;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/**
 * The values at a dotted path of an answer; `*` takes each member of a list, a number one of them.
 * An empty list means that the answer has nothing there.
 */
export function valuesAt(answer: unknown, path: string): readonly unknown[] {
  return path.split(".").reduce<readonly unknown[]>(
    (values, key) =>
      values.flatMap((value) => {
        if (key === "*") return Array.isArray(value) ? value : [];
        if (typeof value !== "object" || value === null) return [];
        const member: unknown = Reflect.get(value, key);
        return member === undefined ? [] : [member];
      }),
    [answer],
  );
}

/** The things in the answer to a look that it means. */
export function seenBy({ path, where }: Look, answer: unknown): readonly unknown[] {
  return valuesAt(answer, path).filter((thing) =>
    Object.entries(where).every(([member, value]) => valuesAt(thing, member).includes(value)),
  );
}

/**
 * The outputs at the given paths of an answer.
 * @throws when the answer lacks one of them.
 */
export function readOutputs(
  paths: Readonly<Record<string, string>>,
  answer: unknown,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(paths).map(([name, path]) => {
      const [value] = valuesAt(answer, path);
      if (typeof value !== "string") throw new Error(`AWS's answer has no ${path}.`);
      return [name, value];
    }),
  );
}
