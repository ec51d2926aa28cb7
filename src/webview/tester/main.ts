import { testerNext } from "../../text/pageResult.ts";
import { outputOf } from "../kit/result.ts";
import { mountWizard } from "../kit/wizardPage.ts";

mountWizard((run) => {
  const tester = run.plan.steps.map(({ subject }) => subject).find((subject) => subject.code === "tester");
  return { made: outputOf(run, "instance", "instanceId"), next: testerNext(tester?.hours ?? 0) };
});
