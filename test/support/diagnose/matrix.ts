import { causeIds, causeOf, checkedCauses } from "../../../src/core/diagnose/catalogue/catalogue.ts";
import type { CauseId, Side } from "../../../src/core/diagnose/cause.ts";
import { diagnose } from "../../../src/core/diagnose/diagnose.ts";
import type { Diagnosis, RankedFinding } from "../../../src/core/diagnose/finding.ts";
import type { Fault } from "./fault.ts";
import { allFaults } from "./faults/allFaults.ts";
import type { DiagnoseStage } from "./stage.ts";
import { unshown } from "./unshown.ts";

/** What became of one fault. */
interface Row {
  readonly cause: CauseId;
  /** What came first. */
  readonly finding: RankedFinding | undefined;
  /** First, with the catalogue's certainty; with both sides open. */
  readonly isFound: boolean;
  /** What came first instead, or how certain it was. */
  readonly instead: string;
  readonly folded: readonly CauseId[];
  /** Other things that are said to be likely. */
  readonly likely: readonly CauseId[];
  /** Other things that are said to be proved. */
  readonly falseAlarms: readonly CauseId[];
  /** Whether one side alone finds it, as certainly. */
  readonly alone: Readonly<Record<Side, boolean>>;
  /** Sides of which the catalogue says otherwise. */
  readonly wrongAlone: readonly Side[];
}

export interface Matrix {
  readonly rows: readonly Row[];
  /** What is said of a connection in which nothing is wrong. */
  readonly healthy: readonly CauseId[];
  /** Checked causes that no fault shows, and that are not known for that. */
  readonly withoutFault: readonly CauseId[];
}

const sides: readonly Side[] = ["consumer", "provider"];

/** Breaks the connection in every way that there is, one after the other. */
export async function buildMatrix(stage: DiagnoseStage): Promise<Matrix> {
  const { diagnosis } = await stage.diagnose([]);
  const rows: Row[] = [];
  for (const cause of causeIds) {
    const fault = allFaults[cause];
    if (fault !== undefined) rows.push(await rowOf(stage, cause, fault));
  }
  return {
    rows,
    healthy: diagnosis.findings.map((finding) => finding.cause),
    withoutFault: checkedCauses.filter((cause) => allFaults[cause] === undefined && !(cause in unshown)),
  };
}

async function rowOf(stage: DiagnoseStage, cause: CauseId, fault: Fault): Promise<Row> {
  const { diagnosis, evidence, target, test } = await stage.diagnose([fault]);
  const [first, ...others] = diagnosis.findings;
  const different = others.filter((each) => each.cause !== cause && !fault.withIt?.includes(each.cause));
  const alone = (side: Side) => {
    const { [other(side)]: _, ...own } = evidence;
    return isFoundIn(diagnose(own, target, test), cause);
  };
  const found = { consumer: alone("consumer"), provider: alone("provider") };
  const { seenBy, best } = causeOf(cause);
  return {
    cause,
    finding: first,
    isFound: first?.cause === cause && first.certainty === best,
    instead: first === undefined ? "nothing" : `${first.cause} ${first.certainty}`,
    folded: [...new Set(first?.folded.map((each) => each.cause))],
    likely: different.filter(({ certainty }) => certainty === "likely").map((each) => each.cause),
    falseAlarms: different.filter(({ certainty }) => certainty === "proved").map((each) => each.cause),
    alone: found,
    wrongAlone: sides.filter((side) => found[side] !== (seenBy === side || seenBy === "either")),
  };
}

function other(side: Side): Side {
  return side === "consumer" ? "provider" : "consumer";
}

function isFoundIn({ findings }: Diagnosis, cause: CauseId): boolean {
  const all = findings.flatMap((each) => [each, ...each.folded]);
  return all.some((each) => each.cause === cause && each.certainty === causeOf(cause).best);
}

/** What is wrong with the rules, a line for each; none when all is well. */
export function faultsOf({ rows, healthy, withoutFault }: Matrix): readonly string[] {
  return [
    ...healthy.map((cause) => `${cause} is found where nothing is wrong`),
    ...rows.filter(({ isFound }) => !isFound).map(({ cause, instead }) => `${cause} is missed: ${instead}`),
    ...rows.flatMap(({ cause, falseAlarms }) =>
      falseAlarms.map((alarm) => `${alarm} is found beside ${cause}`),
    ),
    ...rows.flatMap(({ cause, wrongAlone, alone }) =>
      wrongAlone.map(
        (side) =>
          `${cause} is ${alone[side] ? "" : "not "}found by the ${side} alone; the catalogue says "${causeOf(cause).seenBy}"`,
      ),
    ),
    ...withoutFault.map((cause) => `${cause} is checked, and no fault shows it`),
  ];
}

/** The table: a line for each cause, and what it comes to. */
export function matrixText(matrix: Matrix): string {
  const { rows, healthy } = matrix;
  const table = [
    ["cause", "best", "found", "folded", "likely too", "false alarms", "consumer alone", "provider alone"],
    ...rows.map((row) => [
      row.cause,
      causeOf(row.cause).best,
      row.isFound ? "first" : `missed: ${row.instead}`,
      list(row.folded),
      list(row.likely),
      list(row.falseAlarms),
      row.alone.consumer ? "found" : "-",
      row.alone.provider ? "found" : "-",
    ]),
  ];
  const missed = rows.filter(({ isFound }) => !isFound).length;
  const alarms = rows.filter(({ falseAlarms }) => falseAlarms.length > 0).length + healthy.length;
  const others = Object.entries(unshown).map(([cause, why]) => `${cause} is not shown here: ${why}.`);
  return [
    ...aligned(table),
    "",
    ...others,
    `${rows.length - missed} of ${checkedCauses.length} checked causes found, ${missed} missed, ${alarms} with false alarms; ` +
      `${causeIds.length - checkedCauses.length} of ${causeIds.length} are not checked.`,
    "",
  ].join("\n");
}

function list(causes: readonly CauseId[]): string {
  return causes.length === 0 ? "-" : causes.join(" ");
}

function aligned(table: readonly (readonly string[])[]): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((line) => line[column]?.length ?? 0)),
  );
  return table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
