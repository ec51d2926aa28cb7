import { FileError } from "../files/rules.ts";
import { isRecord } from "../wire/values.ts";

/*
 * State as JSON. What JSON does not have is written as an object with one member whose name starts with `$`: a Map, a Set,
 * a Date, and `$same`, the number of an object that was written before, counted in reading order: two resources that
 * share a list still share it afterwards. A record with such a name of its own is written as `$record`.
 */

/** State as a JSON value; throws for what has no meaning in a file, such as a function. */
export function encodeState(state: unknown): unknown {
  const numbers = new Map<object, number>();
  const encode = (value: unknown): unknown => {
    if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint")
      throw new Error(`A ${typeof value} cannot be kept in a file.`);
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Date) return { $date: value.toISOString() };
    const known = numbers.get(value);
    if (known !== undefined) return { $same: known };
    numbers.set(value, numbers.size);
    if (Array.isArray(value)) return value.map(encode);
    if (value instanceof Map) return { $map: [...value].map(([key, item]) => [encode(key), encode(item)]) };
    if (value instanceof Set) return { $set: [...value].map(encode) };
    if (!isPlain(value)) throw new Error(`A ${value.constructor.name} cannot be kept in a file.`);
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const encoded = entries.map(([key, item]) => [key, encode(item)] as const);
    if (encoded.some(([key]) => key.startsWith("$"))) return { $record: encoded };
    return Object.fromEntries(encoded);
  };
  return encode(state);
}

/** What `encodeState` wrote; throws FileError for anything else. */
export function decodeState(encoded: unknown): unknown {
  const numbered: object[] = [];
  const known = <T extends object>(value: T): T => {
    numbered.push(value);
    return value;
  };
  const decode = (value: unknown): unknown => {
    if (Array.isArray(value)) return fill(known([] as unknown[]), value);
    if (!isRecord(value)) return value;
    const [[name, content] = ["", undefined]] = Object.entries(value);
    if (name === "$date") return dateOf(content);
    if (name === "$same") return sameAs(numbered, content);
    if (name === "$map") {
      const map = known(new Map<unknown, unknown>());
      for (const [key, item] of pairs(content)) map.set(decode(key), decode(item));
      return map;
    }
    if (name === "$set") {
      const set = known(new Set<unknown>());
      for (const item of list(content)) set.add(decode(item));
      return set;
    }
    const record = known({} as Record<string, unknown>);
    const entries = name === "$record" ? pairs(content) : Object.entries(value);
    for (const [key, item] of entries) define(record, String(key), decode(item));
    return record;
  };
  const fill = (items: unknown[], values: readonly unknown[]) => {
    for (const value of values) items.push(decode(value));
    return items;
  };
  return decode(encoded);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Plain assignment would change the prototype for a member called `__proto__`. */
function define(record: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
}

function dateOf(content: unknown): Date {
  const date = new Date(String(content));
  if (Number.isNaN(date.getTime())) throw damaged("$date");
  return date;
}

function sameAs(numbered: readonly object[], content: unknown): object {
  const same = numbered[Number(content)];
  if (same === undefined) throw damaged("$same");
  return same;
}

function list(content: unknown): unknown[] {
  if (Array.isArray(content)) return content;
  throw damaged("list");
}

function pairs(content: unknown): [unknown, unknown][] {
  return list(content).map((pair) => {
    const [key, value] = list(pair);
    return [key, value];
  });
}

function damaged(what: string): FileError {
  return new FileError(`The state has a ${what} that cannot be read`);
}
