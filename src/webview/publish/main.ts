import { outputOf } from "../kit/result.ts";
import { mountWizard } from "../kit/wizardPage.ts";

mountWizard((run) => ({
  made: outputOf(run, "service", "serviceName"),
  acceptanceRequired: run.plan.steps
    .map(({ subject }) => (subject.code === "service" ? subject.acceptanceRequired : undefined))
    .find((required) => required !== undefined),
}));
