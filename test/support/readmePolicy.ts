import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sources.ts";

/** The actions of the readme's IAM policy, by the statement that allows them. */
export function readmeStatements(): Readonly<Record<string, readonly string[]>> {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const policy: {
    readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[] }[];
  } = JSON.parse(/```json\n(\{[\s\S]+?\n\})\n```/.exec(readme)?.[1] ?? "{}");
  return Object.fromEntries(policy.Statement.map(({ Sid, Action }) => [Sid, Action]));
}
