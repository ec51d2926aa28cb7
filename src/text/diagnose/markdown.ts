import type { Side } from "../../core/diagnose/cause.ts";
import type {
  Diagnosis,
  Finding,
  Proof,
  RankedFinding,
  StationState,
  Unseen,
} from "../../core/diagnose/finding.ts";
import {
  certaintyWords,
  diagnoseTexts,
  diagnosisCounts,
  diagnosisTitle,
  familyCounts,
  fineSummary,
  judgements,
  notCheckedSummary,
  roleWord,
  stationDetails,
  stationNames,
  stationStates,
} from "../pageDiagnose.ts";
import { withoutAccounts } from "../redact.ts";
import { findingAdvice, findingMeaning, findingTitle } from "./findingWords.ts";
import { sideNames, unseenReason, unseenTitle } from "./gaps.ts";

/** What a report as text says besides the diagnosis. */
export interface ReportFacts {
  readonly title: string;
  /** Id of the endpoint or the service. */
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly readAt: number;
  readonly sides: Readonly<
    Record<Side, { readonly open: boolean; readonly name?: string; readonly account?: string }>
  >;
  /** The test that it looks for the reason of has failed. */
  readonly testFailed: boolean;
}

/** A diagnosis to paste into an issue or a message; account ids are taken out. */
export function diagnosisMarkdown(diagnosis: Diagnosis, facts: ReportFacts): string {
  const { findings, fine, notChecked, stations, unseen } = diagnosis;
  const parts = [
    `# ${diagnosisTitle(diagnosis, facts.testFailed)}`,
    heading(diagnosis, facts),
    table([diagnoseTexts.path, "State", "What stands there"], stations.map(stationRow)),
    ...(findings.length === 0 ? [] : [`## ${diagnoseTexts.findings}`, ...findings.map(findingPart)]),
    ...(unseen.length === 0 ? [] : [`## ${diagnoseTexts.unseen}`, unseen.map(unseenLine).join("\n")]),
    `${fineSummary(fine.length)}${fine.length === 0 ? "" : ` (${familyCounts(fine)})`}; ${notCheckedSummary(notChecked.length)}.`,
  ];
  return `${withoutAccounts(parts.join("\n\n"))}\n`;
}

function heading(diagnosis: Diagnosis, { title, subject, readAt, sides }: ReportFacts): string {
  const name = title === subject ? code(subject) : `${escaped(title)} (${code(subject)})`;
  const whose = (["consumer", "provider"] as const).map((side) => {
    const { account, name: called, open } = sides[side];
    const who = [called, account, open ? undefined : diagnoseTexts.notOpen].filter(
      (part) => part !== undefined,
    );
    return `${sideNames[side]}: ${escaped(who.join(", "))}`;
  });
  return [`${name}, ${new Date(readAt).toISOString()}`, ...whose, diagnosisCounts(diagnosis)]
    .map((line) => `- ${line}`)
    .join("\n");
}

function stationRow(station: StationState): readonly string[] {
  return [
    stationNames[station.name],
    stationStates[station.state],
    escaped(stationDetails(station).join(", ")),
  ];
}

function findingPart(finding: RankedFinding, index: number): string {
  const { certainty, side, folded } = finding;
  return [
    `### ${index + 1}. ${escaped(findingTitle(finding))}`,
    `${roleWord(finding)}, ${certaintyWords[certainty].toLowerCase()}; ${sideNames[side].toLowerCase()}'s side. ${escaped(findingMeaning(finding))}`,
    finding.assumesClient ? diagnoseTexts.assumedClient : "",
    ...(finding.proof.length === 0 ? [] : [proofTable(finding.proof)]),
    escaped(findingAdvice(finding)),
    ...(folded.length === 0 ? [] : [`${diagnoseTexts.also}:\n\n${folded.map(foldedLine).join("\n")}`]),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function foldedLine(finding: Finding): string {
  return `- ${escaped(findingTitle(finding))}`;
}

function proofTable(proof: readonly Proof[]): string {
  const { absent, judged, proof: field, value } = diagnoseTexts;
  return table(
    [field, "Of", value, judged],
    proof.map((each) => [
      code(each.field),
      `${each.operation}, ${code(each.resource)}`,
      each.value === "" ? absent : code(each.value),
      judgements[each.judged],
    ]),
  );
}

function unseenLine({ side, gap }: Unseen): string {
  return `- **${escaped(unseenTitle(side, gap))}**: ${escaped(unseenReason(side, gap))}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Names and tags are other people's text: they must not become markup, and a table's cell is one line. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#]/g, "\\$&").replaceAll(/\s+/g, " ");
}

function code(text: string): string {
  const inner = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
  return inner.includes("`") ? `\`\` ${inner} \`\`` : `\`${inner}\``;
}
