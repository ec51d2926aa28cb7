import { window } from "vscode";
import type { PlanFix } from "../../app/diagnoseSession.ts";
import type { Finding } from "../../core/diagnose/finding.ts";
import { accountName, type OpenScope } from "../../core/model/scope.ts";
import { fixTitle } from "../../text/diagnose/findingWords.ts";
import { fixQuestion, fixQuestionDetail } from "../../text/pageDiagnose.ts";
import { stepSubject } from "../../text/plan.ts";

/** Asks before a fix with a consequence, naming it and every call. */
export async function isFixMeant(
  finding: Finding,
  { code, consequence, plan }: PlanFix,
  scope: OpenScope | undefined,
): Promise<boolean> {
  if (consequence === undefined) return true;
  const calls = plan.steps.map((step) => `${step.operation}: ${stepSubject(step)}`);
  const account = scope === undefined ? "" : `${accountName(scope)} (${scope.account}), ${scope.region}`;
  const detail = fixQuestionDetail(calls, consequence, account);
  const question = fixQuestion.title(fixTitle(finding, code));
  const choice = await window.showWarningMessage(question, { modal: true, detail }, fixQuestion.apply);
  return choice === fixQuestion.apply;
}
