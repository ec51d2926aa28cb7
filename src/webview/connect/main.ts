import { connectOutcome } from "../../core/plan/connectOutcome.ts";
import type { Form } from "../../core/wizard/form.ts";
import { connectNext } from "../../text/pageResult.ts";
import { outputOf } from "../kit/result.ts";
import { mountWizard } from "../kit/wizardPage.ts";

mountWizard((run, { form }) => {
  const outcome = connectOutcome(run, acceptanceRequired(form));
  return {
    made: outputOf(run, "endpoint", "endpointId"),
    next: connectNext[outcome],
    // Routes have nothing that could be tested.
    ...(outcome === "gateway" ? {} : { onward: ["testEndpoint"] }),
  };
});

/** Known from looking the service up; a reloaded page may show the result before that has been done again. */
function acceptanceRequired({ sections }: Form): boolean | undefined {
  return sections
    .flatMap(({ fields }) => fields)
    .flatMap(({ notices }) => notices)
    .map((notice) => (notice.code === "serviceVerified" ? notice.acceptanceRequired : undefined))
    .find((required) => required !== undefined);
}
