import { buildMatrix, faultsOf, matrixText } from "../test/support/diagnose/matrix.ts";
import { DiagnoseStage } from "../test/support/diagnose/stage.ts";

/* Breaks a connection in the sandbox in every way that is checked, and prints what Diagnose has found. */

const stage = await DiagnoseStage.open();
const matrix = await buildMatrix(stage).finally(() => stage.close());
process.stdout.write(`${matrixText(matrix)}\n`);
const faults = faultsOf(matrix);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
