import { readFileSync } from "node:fs";
import { isRegionName, type RegionName } from "../state/regions.ts";
import { isServiceName, type ServiceName } from "../wire/operations.ts";
import { isRecord } from "../wire/values.ts";
import type { ScenarioBuilder } from "./builder.ts";

/**
 * One call of a scenario file. A string `${N.path}` in its input stands for a value in the output of the file's call
 * number N (from 0), e.g. `${0.Vpcs.0.VpcId}`.
 */
export interface ScenarioCall {
  account: string;
  region: RegionName;
  service: ServiceName;
  operation: string;
  input: object;
}

/** Reads a scenario file; throws an Error that says what is wrong with it. */
export function readScenarioFile(path: string): ScenarioCall[] {
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!Array.isArray(content)) throw new Error(`The scenario file ${path} must hold a list of calls.`);
  return content.map((call: unknown, index) => {
    if (isScenarioCall(call)) return call;
    throw new Error(`Call ${index} of ${path} needs account, region, service, operation and input.`);
  });
}

/** Makes the calls one after the other. */
export async function buildCalls(builder: ScenarioBuilder, calls: readonly ScenarioCall[]): Promise<void> {
  const outputs: object[] = [];
  for (const { account, region, service, operation, input } of calls) {
    const resolved = resolve(input, outputs);
    if (!isRecord(resolved)) throw new Error(`The input of ${operation} must be an object.`);
    outputs.push(await builder.call(builder.account(account), region, service, operation, resolved));
  }
}

function isScenarioCall(value: unknown): value is ScenarioCall {
  if (!isRecord(value)) return false;
  const { account, region, service, operation, input } = value;
  const strings = typeof account === "string" && typeof region === "string" && typeof service === "string";
  if (!strings || typeof operation !== "string" || !isRecord(input)) return false;
  return isRegionName(region) && isServiceName(service);
}

function resolve(value: unknown, outputs: readonly object[]): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, outputs));
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, outputs)]));
  const path = typeof value === "string" ? /^\$\{([\w.]+)\}$/.exec(value)?.[1] : undefined;
  return path === undefined ? value : valueAt(outputs, path);
}

function valueAt(outputs: readonly object[], path: string): unknown {
  return path.split(".").reduce<unknown>((value, part) => {
    if (typeof value === "object" && value !== null && Object.hasOwn(value, part))
      return Reflect.get(value, part);
    throw new Error(`There is no output at \${${path}}.`);
  }, outputs);
}
