import { outputOf } from "../kit/result.ts";
import { mountWizard } from "../kit/wizardPage.ts";

mountWizard((run, { form }) => ({
  made: outputOf(run, "endpoint", "endpointId"),
  // Known from looking the service up; a reloaded page may show the result before that has been done again.
  acceptanceRequired: form.sections
    .flatMap(({ fields }) => fields)
    .flatMap(({ notices }) => notices)
    .map((notice) => (notice.code === "serviceVerified" ? notice.acceptanceRequired : undefined))
    .find((required) => required !== undefined),
}));
