import { isRecord } from "../wire/values.ts";
import type { ScenarioBuilder } from "./builder.ts";
import type { NamedNetworks } from "./networks.ts";
import type { ScenarioCall } from "./scenario.ts";

/** Makes a scenario's calls one after the other; throws an Error that names the call that failed. */
export async function buildCalls(
  builder: ScenarioBuilder,
  calls: readonly ScenarioCall[],
  named: NamedNetworks,
): Promise<void> {
  const known: Record<string, unknown> = { ...named };
  for (const [index, { account, region, service, operation, input, as }] of calls.entries()) {
    try {
      const resolved = resolve(input, known);
      if (!isRecord(resolved)) throw new Error("The input is not an object.");
      known[index] = await builder.call(builder.account(account), region, service, operation, resolved);
      if (as !== undefined) known[as] = known[index];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`calls[${index}] (${operation}) failed: ${reason}`, { cause: error });
    }
  }
}

function resolve(value: unknown, known: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, known));
  if (isRecord(value)) return resolveRecord(value, known);
  const path = typeof value === "string" ? /^\$\{([\w.-]+)\}$/.exec(value)?.[1] : undefined;
  return path === undefined ? value : valueAt(known, path);
}

function resolveRecord(value: Record<string, unknown>, known: Readonly<Record<string, unknown>>): unknown {
  const lines = value["$base64"];
  if (Array.isArray(lines)) return Buffer.from(`${lines.join("\n")}\n`).toString("base64");
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, known)]));
}

function valueAt(known: Readonly<Record<string, unknown>>, path: string): unknown {
  return path.split(".").reduce<unknown>((value, part) => {
    if (typeof value === "object" && value !== null && Object.hasOwn(value, part))
      return Reflect.get(value, part);
    throw new Error(`There is nothing at \${${path}}.`);
  }, known);
}
