import { isBusy, isEnded, type Run, type RunStatus, startRun, stepsToUndo } from "../core/plan/run.ts";
import { withAnswers } from "../core/wizard/answers.ts";
import type { Flow, FlowView } from "../core/wizard/flow.ts";
import type { Answers } from "../core/wizard/form.ts";
import type { Executor } from "./applyPlan.ts";
import { Attempt } from "./attempt.ts";
import type { Clock } from "./clock.ts";
import type { Draft, DraftStore } from "./drafts.ts";
import type { Journal } from "./journal.ts";
import { leftDrafts } from "./leftDrafts.ts";
import { Listeners } from "./listeners.ts";
import { LookupFacts } from "./lookups.ts";
import { openFacts } from "./openFacts.ts";
import type { PlanLocks } from "./planLocks.ts";
import type { Session } from "./session.ts";
import { shownCalls } from "./shownCalls.ts";

export interface WizardPorts {
  readonly session: Session;
  readonly journal: Journal;
  readonly locks: PlanLocks;
  readonly clock: Clock;
  readonly drafts: DraftStore;
  /** A fresh, unguessable id for a plan. */
  readonly newId: () => string;
}

/**
 * One wizard: answers and facts in, form and plan out; then the run of the plan. It outlives the page that shows it. A plan
 * that waits for a person goes on beside the next one.
 */
export class WizardSession {
  readonly changed = new Listeners();
  /** A run of this window has ended, or has stopped and asks for a decision. */
  readonly settled = new Listeners<Run>();
  readonly #flow: Flow;
  readonly #ports: WizardPorts;
  readonly #lookups: LookupFacts;
  readonly #unsubscribe: readonly (() => void)[];
  /** What the page shows. */
  #front: Attempt;
  #aside: readonly Attempt[] = [];
  #restored: Promise<void> | undefined;

  constructor(flow: Flow, ports: WizardPorts) {
    this.#flow = flow;
    this.#ports = ports;
    this.#front = this.#attempt(this.#newDraft({}));
    this.#lookups = new LookupFacts(() => ports.session.aws());
    this.#unsubscribe = [
      ports.session.inventory.changed.add(() => this.changed.tell()),
      this.#lookups.changed.add(() => this.changed.tell()),
      ports.session.switched.add(() => this.#switch()),
    ];
  }

  get run(): Run | undefined {
    return this.#front.run;
  }

  /** The id of the plan that is shown, applied or not. */
  get planId(): string {
    return this.#front.draft.planId;
  }

  /** What is not shown: plans that were left to wait, and the form that was left for one of them. */
  get aside(): readonly Attempt[] {
    return this.#aside;
  }

  /** All plans that were begun, the one that is shown first. */
  get runs(): readonly Run[] {
    return this.#attempts.flatMap(({ run }) => run ?? []);
  }

  /** The plans that somebody is at, or that wait for somebody. */
  get running(): readonly Attempt[] {
    return this.#attempts.filter(({ run }) => run !== undefined && isBusy(run));
  }

  /** Another window is applying the plan: it can only be looked at here. */
  get isElsewhere(): boolean {
    return this.#front.planRun.isElsewhere;
  }

  /** The plan waits for a person, so another one can be begun beside it. */
  get isWaiting(): boolean {
    return this.#front.isWaiting;
  }

  /** Reads back, once, the answers and the run that the last window left behind; later, what others have done to it. */
  async restore(): Promise<void> {
    if (this.#restored !== undefined && this.run !== undefined && !this.#front.planRun.isRunning)
      return this.#front.planRun.open(this.run.plan.id);
    this.#restored ??= this.#readBack();
    return this.#restored;
  }

  view(): FlowView {
    this.#lookups.setOpen(openFacts(this.#ports.session.inventory, this.run));
    const { answers, planId } = this.#front.draft;
    const view = this.#flow(answers, this.#lookups.facts, planId);
    this.#lookups.want(view.lookups);
    return view;
  }

  /** Answers are locked from Apply on. */
  async answer(answers: Answers): Promise<void> {
    if (this.run !== undefined) return;
    const { draft } = this.#front;
    await this.#keep({ ...draft, answers: withAnswers(draft.answers, answers) });
  }

  /** Asks AWS again what it was asked before: a permission may have been given, a network mended. */
  lookAgain(): void {
    this.#lookups.again();
    this.changed.tell();
  }

  /** Applies the plan of the moment: what a page shows is never taken for what was planned. */
  async apply(): Promise<Run | undefined> {
    const { plan } = this.view();
    if (plan === undefined || this.run !== undefined) return undefined;
    // A proposed name is taken from now on, and the locked answers must go on showing it.
    const front = this.#front;
    await this.answer({ name: plan.name });
    await this.#ports.drafts.writeApplied(front.draft);
    return this.#execute(front, startRun(plan), [], (executor, signal) => executor.apply(signal));
  }

  async resume(): Promise<Run | undefined> {
    return this.#resume(this.#front);
  }

  async undo(): Promise<Run | undefined> {
    const from = ["stopped", "undoStopped", "done"] as const;
    return this.#execute(this.#front, this.run, from, (executor, signal) => executor.undo(signal));
  }

  async keep(): Promise<void> {
    const from = ["stopped", "undoStopped"] as const;
    await this.#execute(this.#front, this.run, from, (executor) => executor.keep());
  }

  /** Stops before the next call, or within a wait. What has been called stays, and can be resumed or undone. */
  cancel(): void {
    this.#front.planRun.cancel();
  }

  /** Back to the form with the same answers, from a run that has made nothing. */
  async editAnswers(): Promise<void> {
    if (this.run?.status !== "stopped" || stepsToUndo(this.run).length > 0) return;
    await this.#begin(() => this.#attempt(this.#newDraft(this.#front.draft.answers)));
  }

  /** Forgets answers and run. Only a run that has ended can be forgotten, whatever a page still shows. */
  async startOver(answers: Answers = {}): Promise<void> {
    // Another window may have begun to take it back since it was shown here.
    if (this.run !== undefined) await this.#front.planRun.open(this.run.plan.id);
    if (this.run === undefined || isEnded(this.run)) await this.#begin(() => this.#form(answers));
  }

  /** Leaves a plan that waits for a person to wait, and shows a form beside it: the one that was left, or a new one. */
  async startAnother(answers: Answers = {}): Promise<void> {
    if (!this.#front.isWaiting) return;
    const waiting = this.#front;
    this.#front = this.#form(answers);
    this.#aside = [...this.#aside, waiting];
    await this.#keep(this.#front.draft);
  }

  /** Shows a plan, or the form, that is aside; what was shown before is aside then. */
  async show(planId: string): Promise<void> {
    const shown = this.#aside.find(({ draft }) => draft.planId === planId);
    if (shown === undefined) return;
    // Another window may have ended it since.
    if (shown.run !== undefined && !shown.planRun.isRunning) await shown.planRun.open(planId);
    if (!this.#aside.includes(shown)) return;
    this.#aside = [...this.#aside.filter((each) => each !== shown), this.#front];
    this.#front = shown;
    this.changed.tell();
  }

  dispose(): void {
    this.#forget();
    this.#lookups.dispose();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  async #begin(next: () => Attempt): Promise<void> {
    const { planRun, run } = this.#front;
    if (planRun.isRunning || planRun.isElsewhere) return;
    if (run !== undefined) {
      await this.#ports.journal.remove(run.plan.id);
      await this.#ports.drafts.removeApplied(run.plan.id);
    }
    planRun.forget();
    this.#lookups.again();
    this.#front = next();
    await this.#keep(this.#front.draft);
  }

  /** The form that was left for a plan; a new one when there is none, or when there are answers to begin with. */
  #form(answers: Answers): Attempt {
    const left = this.#aside.find(({ run }) => run === undefined);
    this.#aside = this.#aside.filter((each) => each !== left);
    const isNew = left === undefined || Object.keys(answers).length > 0;
    return isNew ? this.#attempt(this.#newDraft(answers)) : left;
  }

  async #readBack(): Promise<void> {
    const fresh = this.#front.draft;
    const { drafts, journal } = this.#ports;
    const { front, aside } = await leftDrafts(drafts, journal, fresh.origin);
    // The source was switched, or something was answered, meanwhile.
    if (front === undefined || this.#front.draft !== fresh) return;
    this.#front = this.#attempt(front);
    this.#aside = aside.map((draft) => this.#attempt(draft));
    await Promise.all(this.#attempts.map((each) => each.open()));
  }

  get #attempts(): readonly Attempt[] {
    return [this.#front, ...this.#aside];
  }

  #attempt(draft: Draft): Attempt {
    const { session, journal, locks, clock, newId } = this.#ports;
    const aws = async () => shownCalls(await session.aws(), session.inventory);
    const attempt: Attempt = new Attempt(
      draft,
      { aws, journal, locks, clock, newId },
      {
        onChange: () => this.#onRun(attempt),
        // What goes wrong leaves the run as the journal has it, to be resumed by hand.
        onLeft: () => void this.#resume(attempt).catch(() => undefined),
      },
    );
    return attempt;
  }

  /** What another window has forgotten is no plan to come back to. */
  #onRun(attempt: Attempt): void {
    if (attempt.isGone) this.#aside = this.#aside.filter((each) => each !== attempt);
    this.changed.tell();
  }

  /** Another source: a run of the one before stops, stays in the journal, and must not be seen or resumed here. */
  #switch(): void {
    this.#forget();
    this.#lookups.forget();
    this.#restored = this.#readBack();
  }

  #forget(): void {
    const forgotten = this.#attempts;
    this.#front = this.#attempt(this.#newDraft({}));
    this.#aside = [];
    for (const { planRun } of forgotten) planRun.forget();
  }

  #newDraft(answers: Answers): Draft {
    return { origin: this.#ports.session.origin, planId: this.#ports.newId(), answers };
  }

  #resume(attempt: Attempt): Promise<Run | undefined> {
    return this.#execute(attempt, attempt.run, ["stopped"], (executor, signal) => executor.apply(signal));
  }

  async #execute(
    attempt: Attempt,
    start: Run | undefined,
    from: readonly RunStatus[],
    act: (executor: Executor, signal: AbortSignal) => Promise<Run>,
  ): Promise<Run | undefined> {
    if (start === undefined) return undefined;
    try {
      const run = await attempt.planRun.execute(start, from, act);
      if (run !== undefined && this.#attempts.includes(attempt)) this.settled.tell(run);
      return run;
    } finally {
      this.changed.tell();
      // All scopes: what one account makes, the other one sees. What goes wrong becomes rows.
      void this.#ports.session.inventory.refresh();
    }
  }

  async #keep(draft: Draft): Promise<void> {
    this.#front.draft = draft;
    this.changed.tell();
    await this.#ports.drafts.write(draft);
  }
}
