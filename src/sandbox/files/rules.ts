import { isRecord } from "../wire/values.ts";

/** What is wrong with a data file, and where in it. */
export class FileError extends Error {}

/**
 * What a value of a data file must be. `read` gives the value, or throws a FileError that says where it is wrong; `schema`
 * is the same demand as JSON Schema, so that the two cannot come to disagree.
 */
export interface Rule<T> {
  read(value: unknown, path: string): T;
  readonly schema: object;
}

/** The type of what a rule reads. */
export type Ruled<R> = R extends Rule<infer T> ? T : never;

type Rules = Readonly<Record<string, Rule<unknown>>>;
type Members<R extends Rules, O extends Rules> = { [K in keyof R]: Ruled<R[K]> } & {
  [K in keyof O]?: Ruled<O[K]>;
};

/** A text, of a form that `form` describes if it is not just any. */
export function text(form?: { pattern: RegExp; form: string }): Rule<string> {
  const read = (value: unknown, path: string) => {
    if (typeof value !== "string") throw wrong(path, `must be a text, not ${shown(value)}`);
    if (form === undefined || form.pattern.test(value)) return value;
    throw wrong(path, `must be ${form.form}, not ${shown(value)}`);
  };
  return { read, schema: { type: "string", ...(form && { pattern: form.pattern.source }) } };
}

/** A whole number between two bounds. */
export function whole(minimum: number, maximum: number): Rule<number> {
  const read = (value: unknown, path: string) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum)
      return value;
    throw wrong(path, `must be a whole number from ${minimum} to ${maximum}, not ${shown(value)}`);
  };
  return { read, schema: { type: "integer", minimum, maximum } };
}

/** True or false. */
export const flag: Rule<boolean> = {
  read: (value, path) => {
    if (typeof value === "boolean") return value;
    throw wrong(path, `must be true or false, not ${shown(value)}`);
  },
  schema: { type: "boolean" },
};

/** One of a few texts. */
export function oneOf<const T extends string>(choices: readonly T[]): Rule<T> {
  const read = (value: unknown, path: string) => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined) return choice;
    throw wrong(path, `must be ${choices.join(" or ")}, not ${shown(value)}`);
  };
  return { read, schema: { enum: choices } };
}

/** An object with any members. */
export const anyObject: Rule<Record<string, unknown>> = {
  read: (value, path) => {
    if (isRecord(value)) return value;
    throw wrong(path, `must be an object, not ${shown(value)}`);
  },
  schema: { type: "object" },
};

/** A list of values that follow one rule. */
export function listOf<T>(rule: Rule<T>): Rule<T[]> {
  const read = (value: unknown, path: string) => {
    if (!Array.isArray(value)) throw wrong(path, `must be a list, not ${shown(value)}`);
    return value.map((item: unknown, index) => rule.read(item, `${path}[${index}]`));
  };
  return { read, schema: { type: "array", items: rule.schema } };
}

/** An object that has the required members, may have the optional ones, and has no other. */
export function objectOf<R extends Rules, O extends Rules>(required: R, optional: O): Rule<Members<R, O>> {
  const rules: Rules = { ...required, ...optional };
  const read = (value: unknown, path: string) => {
    const given = anyObject.read(value, path);
    const at = (name: string) => (path === "" ? name : `${path}.${name}`);
    const missing = Object.keys(required).find((name) => !Object.hasOwn(given, name));
    if (missing !== undefined) throw wrong(at(missing), "is missing");
    const entries = Object.entries(given).map(([name, member]) => {
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
      if (rule === undefined)
        throw wrong(at(name), `is not known here; known are ${Object.keys(rules).join(", ")}`);
      return [name, rule.read(member, at(name))];
    });
    // Each member was read by the rule that gives it its type.
    return Object.fromEntries(entries) as Members<R, O>;
  };
  const properties = Object.fromEntries(Object.entries(rules).map(([name, { schema }]) => [name, schema]));
  return {
    read,
    schema: {
      type: "object",
      properties,
      required: Object.keys(required),
      additionalProperties: false,
    },
  };
}

/** The mistake at a path of a file, as a sentence. */
export function wrong(path: string, problem: string): FileError {
  return new FileError(`${path === "" ? "The whole file" : path} ${problem}.`);
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}
