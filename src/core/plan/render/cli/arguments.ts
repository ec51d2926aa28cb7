import type { Scope } from "../../../model/scope.ts";
import { type Call, type Input, isReference, type Value } from "../../step.ts";
import { textOfBase64 } from "../userData.ts";
import { cliName, cliService } from "./names.ts";
import type { Part } from "./shellWord.ts";

/** One word of a command line, or an option with its value. */
export type Argument = readonly (readonly Part[])[];

/** The command of the AWS CLI that makes a call: program and operation, where it acts, then one option per member. */
export function commandOf(call: Call, { profile, region }: Scope): readonly Argument[] {
  const members = Object.entries(membersForCli(call));
  const [misread, plain] = [members.filter(isMisread), members.filter((member) => !isMisread(member))];
  return [
    [["aws"], [cliService(call.service)], [cliName(call.operation)]],
    [["--profile"], [profile]],
    [["--region"], [region]],
    ...plain.map(([member, value]) => option(member, value)),
    ...(misread.length === 0 ? [] : [[["--cli-input-json"], json(Object.fromEntries(misread))]]),
  ];
}

function option(member: string, value: Value): Argument {
  const name = cliName(member);
  if (typeof value === "boolean") return [[`--${value ? "" : "no-"}${name}`]];
  return [[`--${name}`], scalarOrJson(value)];
}

function scalarOrJson(value: Value): readonly Part[] {
  if (typeof value !== "object") return [String(value)];
  return isReference(value) ? [value] : json(value);
}

/** As JSON, with every reference inside a string: ids and ARNs contain nothing that JSON would escape. */
function json(value: Value): readonly Part[] {
  if (typeof value !== "object") return [JSON.stringify(value)];
  if (isList(value)) return ["[", ...separated(value.map(json)), "]"];
  if (isReference(value)) return ['"', value, '"'];
  const members = Object.entries(value).map(([member, each]) => [
    `${JSON.stringify(member)}:`,
    ...json(each),
  ]);
  return ["{", ...separated(members), "}"];
}

function separated(items: readonly (readonly Part[])[]): readonly Part[] {
  return items.flatMap((item, index) => (index === 0 ? item : [",", ...item]));
}

/** The CLI takes a value that starts with a hyphen for an option, and one that starts with a scheme for a file to read. */
function isMisread([, value]: readonly [string, Value]): boolean {
  return typeof value === "string" && /^(-|https?:\/\/|fileb?:\/\/)/.test(value);
}

/** RunInstances is the one operation whose options are not its members: it counts, and encodes user data, by itself. */
function membersForCli({ operation, input }: Call): Input {
  if (operation !== "RunInstances") return input;
  const { MinCount: least, MaxCount: most, UserData: userData, ...rest } = input;
  return {
    ...rest,
    ...(least === undefined || most === undefined ? {} : { Count: `${least}:${most}` }),
    ...(typeof userData === "string" ? { UserData: textOfBase64(userData) } : {}),
  };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
