import type { OpenScope } from "../core/model/scope.ts";
import type { PlanFormat } from "../core/plan/planFormat.ts";
import type { Run, RunStatus } from "../core/plan/run.ts";
import type { FlowName, Plan } from "../core/plan/step.ts";
import type { Form } from "../core/wizard/form.ts";
import { parseEnvelope } from "./envelope.ts";

/** Everything a wizard's page shows. */
export interface WizardState {
  readonly flow: FlowName;
  /** No scope is open: the page offers to choose profiles or to start the sandbox. */
  readonly scopes: readonly OpenScope[];
  readonly sandbox: boolean;
  /** The host of an endpoint override that is not the sandbox, where calls go instead of AWS. */
  readonly endpoint?: string;
  readonly form: Form;
  /** Present when the form is complete. */
  readonly plan?: Plan;
  /** Counts the plans shown so far. Apply names it, so that nobody applies a plan that they have not seen. */
  readonly revision: number;
  /** Apply named an older plan than this one, so nothing was applied. */
  readonly outdated: boolean;
  /** What was done last with the plan that is shown, instead of applying it. */
  readonly taken?: TakenPlan;
  /** Present from Apply on. The form is locked while it lasts. */
  readonly run?: Run;
  /** Another window is at the run: here it is only shown. */
  readonly elsewhere: boolean;
  /** What can be shown instead: plans that go on beside this one, and the form that was left for one of them. */
  readonly aside: readonly PlanAside[];
}

export interface PlanAside {
  readonly planId: string;
  /** Empty for a form. */
  readonly name: string;
  /** Absent for a form, which was not applied yet. */
  readonly run?: { readonly status: RunStatus; readonly waiting: boolean };
}

export interface TakenPlan {
  readonly how: "copied" | "saved";
  readonly format: PlanFormat;
}

export type WizardPageMessage =
  | { readonly type: "ready" }
  | { readonly type: "answer"; readonly field: string; readonly value: string | boolean | readonly string[] }
  | { readonly type: "apply"; readonly revision: number }
  | { readonly type: "lookAgain" }
  | { readonly type: "copyRequest" }
  /** With what the run has made. */
  | { readonly type: "copyInvitation" }
  | { readonly type: "connectService" }
  | { readonly type: "testEndpoint" }
  | { readonly type: "cancel" }
  | { readonly type: "resume" }
  | { readonly type: "undo" }
  | { readonly type: "keep" }
  | { readonly type: "startOver" }
  /** Another plan beside the one that waits for a person. */
  | { readonly type: "startAnother" }
  | { readonly type: "showPlan"; readonly planId: string }
  | { readonly type: "editAnswers" }
  | { readonly type: "copy"; readonly text: string }
  /** The host writes the plan that it has itself; a page names no more than the format. */
  | { readonly type: "copyPlan"; readonly format: PlanFormat }
  | { readonly type: "savePlan" }
  | { readonly type: "startSandbox" }
  | { readonly type: "chooseScopes" };

const maximumText = 10_000;

/** A page is untrusted: what is not exactly one of its messages is dropped. */
export function parseWizardMessage(data: unknown): WizardPageMessage | undefined {
  const message = parseEnvelope(data);
  switch (message?.type) {
    case "ready":
    case "lookAgain":
    case "copyRequest":
    case "copyInvitation":
    case "connectService":
    case "testEndpoint":
    case "cancel":
    case "resume":
    case "undo":
    case "keep":
    case "startOver":
    case "startAnother":
    case "editAnswers":
    case "savePlan":
    case "startSandbox":
    case "chooseScopes":
      return { type: message.type };
    case "apply":
      return typeof message["revision"] === "number"
        ? { type: "apply", revision: message["revision"] }
        : undefined;
    case "showPlan":
      return isText(message["planId"]) ? { type: "showPlan", planId: message["planId"] } : undefined;
    case "copy":
      return isText(message["text"]) ? { type: "copy", text: message["text"] } : undefined;
    case "copyPlan":
      return isFormat(message["format"]) ? { type: "copyPlan", format: message["format"] } : undefined;
    case "answer": {
      const { field, value } = message;
      return isText(field) && isAnswer(value) ? { type: "answer", field, value } : undefined;
    }
    default:
      return undefined;
  }
}

const formats: Record<PlanFormat, true> = { terraform: true, cloudFormation: true, cli: true };

function isFormat(value: unknown): value is PlanFormat {
  return typeof value === "string" && Object.hasOwn(formats, value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= maximumText;
}

function isAnswer(value: unknown): value is string | boolean | readonly string[] {
  if (Array.isArray(value)) return value.length <= 1000 && value.every(isText);
  return typeof value === "boolean" || isText(value);
}
