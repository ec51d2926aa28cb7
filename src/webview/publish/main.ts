import type { Run } from "../../core/plan/run.ts";
import { publishNext, txtRecordTexts } from "../../text/pageResult.ts";
import { outputOf } from "../kit/result.ts";
import { mountWizard } from "../kit/wizardPage.ts";

mountWizard((run) => {
  const subject = run.plan.steps
    .map((step) => step.subject)
    .find((candidate) => candidate.code === "service");
  return {
    made: outputOf(run, "service", "serviceName"),
    records: txtRecord(run, subject?.privateDnsName),
    onward: ["copyInvitation", "connectService"],
    next: publishNext(subject?.acceptanceRequired ?? true),
  };
});

/** What proves the private DNS name: a record beside the name itself, or beside the parent of a wildcard. */
function txtRecord(run: Run, privateDnsName: string | undefined) {
  if (privateDnsName === undefined) return [];
  const domain = privateDnsName.replace(/^\*\./, "");
  return [
    { label: txtRecordTexts.name, value: `${outputOf(run, "service", "txtName")}.${domain}` },
    { label: txtRecordTexts.value, value: outputOf(run, "service", "txtValue") },
  ];
}
