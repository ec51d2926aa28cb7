import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stationIndex, subsumes } from "../../src/core/diagnose/catalogue/catalogue.ts";
import type { CauseId } from "../../src/core/diagnose/cause.ts";
import type { Fault } from "../support/diagnose/fault.ts";
import { allFaults } from "../support/diagnose/faults/allFaults.ts";
import { findingsText } from "../support/diagnose/findingsText.ts";
import { fixCases } from "../support/diagnose/fixCases.ts";
import { buildMatrix, faultsOf, type Matrix, matrixText } from "../support/diagnose/matrix.ts";
import { pairs } from "../support/diagnose/pairs.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";
import { readmeStatements } from "../support/readmePolicy.ts";

/* Diagnose through collection, gateway and sandbox: one connection, broken in every way that is checked. */

let stage: DiagnoseStage;

beforeAll(async () => {
  stage = await DiagnoseStage.open();
});

afterAll(() => stage.close());

function faultOf(cause: CauseId): Fault {
  const fault = allFaults[cause];
  if (fault === undefined) throw new Error(`No fault shows ${cause}.`);
  return fault;
}

describe("a connection that is broken in two ways", () => {
  it("has both, in the order in which a packet meets them", async () => {
    const wrong: string[] = [];
    for (const pair of pairs) {
      expect(pair.some((cause) => pair.some((other) => subsumes(cause, other)))).toBe(false);
      const { diagnosis } = await stage.diagnose(pair.map(faultOf));
      const proved = diagnosis.findings.filter(({ certainty }) => certainty === "proved");
      const found = new Set(proved.map(({ cause }) => cause).filter((cause) => pair.includes(cause)));
      const inOrder = pair.toSorted((a, b) => stationIndex(a) - stationIndex(b));
      if ([...found].join() !== inOrder.join()) wrong.push(`${pair.join(" and ")}: ${[...found].join()}`);
    }
    expect(wrong).toEqual([]);
    expect(pairs).toHaveLength(40);
  });
});

describe("a connection that is broken in one way", () => {
  let matrix: Matrix;

  beforeAll(async () => {
    matrix = await buildMatrix(stage);
  });

  it("has that cause first, as certain as the catalogue says, with nothing else beside it", () => {
    expect(faultsOf(matrix)).toEqual([]);
  });

  it("is said in words", async () => {
    const text = findingsText(matrix.rows.flatMap(({ finding }) => finding ?? []));
    expect(text).not.toMatch(/undefined|\[object/);
    await expect(text).toMatchFileSnapshot("../golden/diagnose/findings.txt");
  });

  it("can be mended in no way that the long tests leave out", () => {
    const offered = matrix.rows.flatMap(({ cause, finding }) =>
      (finding?.fixes ?? []).flatMap((fix) => (fix.kind === "plan" ? [`${cause} ${fix.code}`] : [])),
    );
    expect(offered.sort()).toEqual(fixCases.map(({ cause, code }) => `${cause} ${code}`).sort());
  });

  it("can be mended with what the readme's policy allows for that", () => {
    const steps = matrix.rows.flatMap(({ finding }) =>
      (finding?.fixes ?? []).flatMap((fix) => (fix.kind === "plan" ? fix.plan.steps : [])),
    );
    const needed = steps.flatMap(({ permissions, inverse }) => [
      ...permissions,
      ...(inverse === undefined ? [] : [`${inverse.service}:${inverse.operation}`]),
    ]);
    const { Fix = [], Read = [] } = readmeStatements();
    expect(needed.filter((action) => ![...Fix, ...Read].includes(action))).toEqual([]);
  });

  it("reads as its golden file", async () => {
    await expect(matrixText(matrix)).toMatchFileSnapshot("../golden/diagnose/matrix.txt");
  });
});
