/** Whether a value that was read has the shape it should have. */
export type Guard = (value: unknown) => boolean;

/** The members of a closed union; it does not compile when one is missing. */
export type Known<T extends string> = Readonly<Record<T, true>>;

export function isOneOf(known: Readonly<Record<string, unknown>>, value: unknown): value is string {
  return typeof value === "string" && Object.hasOwn(known, value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

export function isTexts(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isText);
}

export function isAbsentOr(guard: Guard): Guard {
  return (value) => value === undefined || guard(value);
}

/** All of these members, each with its own shape. */
export function hasShape(value: Record<string, unknown>, shape: Readonly<Record<string, Guard>>): boolean {
  return Object.entries(shape).every(([member, guard]) => guard(value[member]));
}
