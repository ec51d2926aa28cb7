import { afterAll, beforeAll, describe, it } from "vitest";
import { fixCases } from "../support/diagnose/fixCases.ts";
import { expectMended } from "../support/diagnose/fixTrial.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";

let stage: DiagnoseStage;

beforeAll(async () => {
  stage = await DiagnoseStage.open();
});

afterAll(() => stage.close());

describe("every fix that is a plan", () => {
  it.each(fixCases)("mends $cause by $code", (fixCase) => expectMended(stage, fixCase));
});
