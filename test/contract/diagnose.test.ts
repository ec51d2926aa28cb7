import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rules } from "../../src/core/diagnose/rules/rules.ts";
import { findingsText } from "../support/diagnose/findingsText.ts";
import { buildMatrix, faultsOf, type Matrix, matrixText } from "../support/diagnose/matrix.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";

/* Diagnose through collection, gateway and sandbox: one connection, broken in every way that is checked. */

let stage: DiagnoseStage;

beforeAll(async () => {
  stage = await DiagnoseStage.open();
});

afterAll(() => stage.close());

describe("a connection that is broken in one way", () => {
  let matrix: Matrix;

  beforeAll(async () => {
    matrix = await buildMatrix(stage);
  });

  it("has that cause first, as certain as the catalogue says, with nothing else beside it", () => {
    // Until every family has its rules and its faults.
    const isThere = (line: string) => Object.keys(rules).some((cause) => line.startsWith(`${cause} is `));
    const open = faultsOf(matrix)
      .filter(isThere)
      .filter((line) => !line.endsWith("no fault shows it"));
    expect(open).toEqual([]);
  });

  it("is said in words", async () => {
    const text = findingsText(matrix.rows.flatMap(({ finding }) => finding ?? []));
    expect(text).not.toMatch(/undefined|\[object/);
    await expect(text).toMatchFileSnapshot("../golden/diagnose/findings.txt");
  });

  it.skip("reads as its golden file", async () => {
    await expect(matrixText(matrix)).toMatchFileSnapshot("../golden/diagnose/matrix.txt");
  });
});
