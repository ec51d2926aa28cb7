import type { Finding, Fix } from "../../../src/core/diagnose/finding.ts";
import { causeTexts } from "../../../src/text/diagnose/causes.ts";

/** What is said of findings and of their fixes, with ids that do not change from run to run. */
export function findingsText(findings: readonly Finding[]): string {
  return withoutIds(findings.map(findingText).join("\n\n")).concat("\n");
}

function findingText(finding: Finding): string {
  const { cause, certainty, severity, side, parameters, proof, zoneIds } = finding;
  const { title, meaning, advice } = causeTexts[cause];
  return [
    `${cause} ${title?.(parameters) ?? "NO TITLE"}`,
    `   ${[certainty, severity, side, ...(zoneIds ?? [])].join(", ")}`,
    `   ${meaning}`,
    `   ${advice(parameters)}`,
    ...proof.map(({ operation, field, value, judged }) => `   ${judged} ${operation} ${field} = ${value}`),
    ...finding.fixes.map((fix) => `   > ${fixText(finding, fix)}`),
  ].join("\n");
}

function fixText({ cause, parameters }: Finding, fix: Fix): string {
  const words = causeTexts[cause].fixes?.[fix.code]?.(parameters) ?? `NO WORDS FOR ${fix.code}`;
  if (fix.kind === "text") return `${words} (${fix.side})`;
  const calls = fix.plan.steps.map(({ operation }) => operation).join(", ");
  const notes = [
    fix.undoable ? "undoable" : "no undo",
    ...(fix.consequence ?? "").split(" ").filter(Boolean),
  ];
  return `${words} (${fix.side}: ${calls}; ${notes.join(", ")})`;
}

/** Ids and addresses are other ones in every run. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/\b([a-z][a-z-]*)-[0-9a-f]{17}(-[a-z0-9]{6,8}\b)?/g, "$1-…")
    .replaceAll(/\/[0-9a-f]{16}\b/g, "/…")
    .replaceAll(/\b(vpce:|_)[a-z0-9]{20}\b/g, "$1…");
}
