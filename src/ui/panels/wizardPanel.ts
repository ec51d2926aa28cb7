import { commands, env, type Uri, type WebviewPanel, window } from "vscode";
import type { Attempt } from "../../app/attempt.ts";
import { Listeners } from "../../app/listeners.ts";
import type { Session } from "../../app/session.ts";
import type { WizardSession } from "../../app/wizardSession.ts";
import type { PlanFormat } from "../../core/plan/planFormat.ts";
import { doneCount, isEnded, type Run, stepsToUndo, waitingStep } from "../../core/plan/run.ts";
import type { FlowName, Plan } from "../../core/plan/step.ts";
import { requestFrom } from "../../core/wizard/connectInvitation.ts";
import type { Answers } from "../../core/wizard/form.ts";
import { dispatch, type Handlers } from "../../protocol/envelope.ts";
import {
  type PlanAside,
  parseWizardMessage,
  type TakenPlan,
  type WizardPageMessage,
  type WizardState,
} from "../../protocol/wizard.ts";
import { messages } from "../../text/messages.ts";
import { stepSentence } from "../../text/pagePlan.ts";
import { stepSubject } from "../../text/plan.ts";
import { flowTexts } from "../../text/wizard.ts";
import { confirm } from "../platform/confirm.ts";
import { ProgressNotification } from "../status/progressNotification.ts";
import { connectTo, copyInvitationTo, testEndpointOf } from "./onward.ts";
import { Page } from "./page.ts";
import { copyPlan, savePlan } from "./planOutputs.ts";
import { tellTrouble } from "./tellTrouble.ts";

/** A wizard's window onto its session. Closing the page does not end a run; opening it again shows where it stands. */
export class WizardPanel {
  readonly #flow: FlowName;
  readonly #extensionUri: Uri;
  readonly #session: Session;
  readonly #wizard: WizardSession;
  readonly #unsubscribe: readonly (() => void)[];
  #revision = 0;
  #shownPlan: string | undefined;
  #outdated = false;
  #taken: TakenPlan | undefined;
  #page: Page<WizardState, WizardPageMessage> | undefined;
  readonly #visible = new Listeners();

  constructor(flow: FlowName, extensionUri: Uri, session: Session, wizard: WizardSession) {
    this.#flow = flow;
    this.#extensionUri = extensionUri;
    this.#session = session;
    this.#wizard = wizard;
    this.#unsubscribe = [
      wizard.changed.add(() => this.#show()),
      wizard.settled.add((run) => void this.#report(run)),
    ];
  }

  /**
   * Opens the page. What was begun before is still there, unless its run has ended or other answers are given; and a run
   * that asks for a decision stays in any case. One that waits for a person goes on beside the form.
   */
  async open(answers: Answers = {}): Promise<void> {
    await this.#wizard.restore();
    const { isWaiting, run } = this.#wizard;
    const isOver = run === undefined ? Object.keys(answers).length > 0 : isEnded(run);
    if (isWaiting) await this.#wizard.startAnother(answers);
    else if (isOver) await this.#wizard.startOver(answers);
    else if (Object.keys(answers).length > 0) void window.showWarningMessage(messages.wizardBusy);
    this.#reveal();
  }

  /** Opens the page with a plan that was begun. */
  async openPlan(planId: string): Promise<void> {
    await this.#wizard.restore();
    await this.#wizard.show(planId);
    this.#reveal();
  }

  /** Takes a panel over that VS Code has kept from the window before. */
  async revive(panel: WebviewPanel): Promise<void> {
    await this.#wizard.restore();
    this.#attach(panel);
  }

  dispose(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#page?.dispose();
    this.#wizard.dispose();
  }

  #attach(revived?: WebviewPanel): void {
    this.#page = new Page(
      {
        extensionUri: this.#extensionUri,
        page: this.#flow,
        title: flowTexts[this.#flow].title,
        parse: parseWizardMessage,
        onMessage: (message) => dispatch(this.#handlers, message),
        onVisible: () => this.#visible.tell(),
        onDispose: () => {
          this.#page = undefined;
        },
      },
      revived,
    );
  }

  #show(): void {
    if (this.#page === undefined) return;
    const { form, plan } = this.#wizard.view();
    const { run } = this.#wizard;
    const endpoint = this.#session.scopes.find((scope) => scope.endpoint !== undefined)?.endpoint;
    const shown = JSON.stringify(plan);
    if (shown !== this.#shownPlan) {
      this.#revision += 1;
      this.#taken = undefined;
      this.#shownPlan = shown;
    }
    this.#page.show({
      flow: this.#flow,
      revision: this.#revision,
      outdated: this.#outdated,
      elsewhere: this.#wizard.isElsewhere,
      scopes: this.#session.scopes,
      sandbox: this.#session.isSandbox,
      form,
      aside: this.#wizard.aside.map(planAside),
      ...(endpoint === undefined || this.#session.isSandbox ? {} : { endpoint }),
      ...(plan === undefined ? {} : { plan }),
      ...(this.#taken === undefined ? {} : { taken: this.#taken }),
      ...(run === undefined ? {} : { run }),
    });
  }

  readonly #handlers: Handlers<WizardPageMessage> = {
    ready: () => this.#show(),
    answer: ({ field, value }) => {
      this.#outdated = false;
      this.#try(this.#wizard.answer({ [field]: value }));
    },
    apply: ({ revision }) => this.#try(this.#apply(revision)),
    lookAgain: () => this.#wizard.lookAgain(),
    copyRequest: () => this.#copyRequest(),
    copyInvitation: () => void copyInvitationTo(this.#session, this.#wizard.run),
    connectService: () => void connectTo(this.#session, this.#wizard.run),
    testEndpoint: () => void testEndpointOf(this.#session, this.#wizard.run),
    resume: () => this.#try(this.#follow(() => this.#wizard.resume())),
    undo: () => this.#try(this.#undo()),
    keep: () => this.#try(this.#wizard.keep()),
    cancel: () => this.#wizard.cancel(),
    editAnswers: () => this.#try(this.#wizard.editAnswers()),
    startOver: () => this.#try(this.#wizard.startOver()),
    startAnother: () => this.#try(this.#wizard.startAnother()),
    showPlan: ({ planId }) => this.#try(this.#wizard.show(planId)),
    copy: ({ text }) => void env.clipboard.writeText(text),
    copyPlan: ({ format }) =>
      void this.#take("copied", async (plan) => {
        await copyPlan(plan, format);
        return format;
      }),
    savePlan: () => void this.#take("saved", savePlan),
    startSandbox: () => void commands.executeCommand("privatelink.sandbox.start"),
    chooseScopes: () => void commands.executeCommand("privatelink.scopes.choose"),
  };

  /** What was typed last, or AWS's answers, may have changed the plan after it was looked at. */
  async #apply(revision: number): Promise<void> {
    this.#show();
    const { plan } = this.#wizard.view();
    const isSeen = revision === this.#revision;
    if (isSeen && plan?.flow === "tearDown" && !(await confirmTearDown(plan))) return;
    this.#show();
    this.#outdated = revision !== this.#revision;
    if (this.#outdated) this.#show();
    else await this.#follow(() => this.#wizard.apply());
  }

  /** What has stopped is taken back by one of the choices that it asks for; what is done and in use, only after a question. */
  async #undo(): Promise<void> {
    const { run } = this.#wizard;
    if (run?.status === "done" && !(await confirmUndo(this.#planTitle, run))) return;
    await this.#follow(() => this.#wizard.undo());
  }

  /** The request that the provider would have to grant for the service that the form names. */
  #copyRequest(): void {
    const request = requestFrom(this.#wizard.view().form, this.#session.scopes);
    if (request !== undefined) void commands.executeCommand("privatelink.endpoint.copyRequest", request);
  }

  /** Takes the plan of the moment away as text, and says so as long as it is the one that is shown. */
  async #take(how: TakenPlan["how"], act: (plan: Plan) => Promise<PlanFormat | undefined>): Promise<void> {
    this.#show();
    const { plan } = this.#wizard.view();
    if (plan === undefined) return;
    const revision = this.#revision;
    const format = await act(plan);
    if (format === undefined || revision !== this.#revision) return;
    this.#taken = { how, format };
    this.#show();
  }

  get #planTitle(): string {
    return messages.planTitle(
      this.#flow,
      this.#wizard.run?.plan.name ?? this.#wizard.view().plan?.name ?? "",
    );
  }

  #try(act: Promise<unknown>): void {
    tellTrouble(this.#planTitle, act);
  }

  /** Tells of a run by a notification as long as its page is out of sight: in sight, it would cover the page's buttons. */
  async #follow(act: () => Promise<Run | undefined>): Promise<void> {
    const { planId } = this.#wizard;
    const notification = new ProgressNotification(this.#planTitle, () => this.#wizard.cancel());
    const tell = () => {
      const { run } = this.#wizard;
      // One that was left to wait has its item in the status bar.
      if (run?.plan.id !== planId || this.#page?.isVisible === true) notification.hide();
      else notification.show(progressWords(run));
    };
    const unsubscribe = [this.#wizard.changed.add(tell), this.#visible.add(tell)];
    await act().finally(() => {
      for (const stop of unsubscribe) stop();
      notification.hide();
    });
  }

  /** The page says it too; this is for those who look at something else. */
  async #report({ plan, status }: Run): Promise<void> {
    if (this.#page?.isVisible === true && this.#wizard.planId === plan.id) return;
    const title = messages.planTitle(this.#flow, plan.name);
    const sentence = messages.planEnded(this.#flow, title, status);
    const choice = await window.showInformationMessage(sentence, messages.show);
    if (choice === messages.show) await this.openPlan(plan.id);
  }

  #reveal(): void {
    if (this.#page === undefined) this.#attach();
    else this.#page.reveal();
  }
}

function planAside({ draft, run, isWaiting }: Attempt): PlanAside {
  return {
    planId: draft.planId,
    name: run?.plan.name ?? "",
    ...(run && { run: { status: run.status, waiting: isWaiting } }),
  };
}

function progressWords(run: Run): string {
  const waiting = waitingStep(run);
  return waiting === undefined
    ? `${doneCount(run)} / ${run.plan.steps.length}`
    : stepSentence(waiting, "waiting");
}

function confirmUndo(title: string, run: Run): Promise<boolean> {
  const deletions = stepsToUndo(run).map(
    (step) => `${step.inverse?.operation ?? step.operation}: ${stepSubject(step)}`,
  );
  const detail = messages.confirmUndoDetail(deletions);
  return confirm({ question: messages.confirmUndo(title), detail, goOn: messages.undo });
}

/** The one question before something is deleted. It names every call, because none of them can be taken back. */
function confirmTearDown(plan: Plan): Promise<boolean> {
  const deletions = plan.steps.map((step) => `${step.operation}: ${stepSubject(step)}`);
  const detail = messages.confirmTearDownDetail(deletions);
  return confirm({ question: messages.confirmTearDown(plan), detail, goOn: messages.tearDown });
}
