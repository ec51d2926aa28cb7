import { readSnapshots } from "../core/inventory/state.ts";
import { known } from "../core/model/snapshot.ts";
import { displayName } from "../core/model/tags.ts";
import { interrupted, type Run, type RunStatus, startRun, stepsToUndo } from "../core/plan/run.ts";
import { withAnswers } from "../core/wizard/answers.ts";
import type { Facts, OpenService } from "../core/wizard/facts.ts";
import type { Flow, FlowView } from "../core/wizard/flow.ts";
import type { Answers } from "../core/wizard/form.ts";
import { Executor } from "./applyPlan.ts";
import type { Clock } from "./clock.ts";
import type { Inventory } from "./inventory.ts";
import type { Journal } from "./journal.ts";
import { Listeners } from "./listeners.ts";
import { LookupFacts } from "./lookups.ts";
import type { Session } from "./session.ts";

/** What a wizard keeps between windows. */
export interface Draft {
  /** Where it was begun, as the session names it. */
  readonly origin: string;
  readonly planId: string;
  readonly answers: Answers;
}

export interface DraftStore {
  /** The draft that was begun there, if it is the last one. */
  read(origin: string): Promise<Draft | undefined>;
  write(draft: Draft): Promise<void>;
}

export interface WizardPorts {
  readonly session: Session;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly drafts: DraftStore;
  /** A fresh, unguessable id for a plan. */
  readonly newId: () => string;
}

/** One wizard: answers and facts in, form and plan out; then the run of the plan. It outlives the page that shows it. */
export class WizardSession {
  readonly changed = new Listeners();
  readonly #flow: Flow;
  readonly #ports: WizardPorts;
  readonly #lookups: LookupFacts;
  readonly #unsubscribe: readonly (() => void)[];
  #draft: Draft;
  #run: Run | undefined;
  #restored: Promise<void> | undefined;
  #running: AbortController | undefined;

  constructor(flow: Flow, ports: WizardPorts) {
    this.#flow = flow;
    this.#ports = ports;
    this.#draft = this.#newDraft({});
    this.#lookups = new LookupFacts(() => ports.session.aws());
    this.#unsubscribe = [
      ports.session.inventory.changed.add(() => this.changed.tell()),
      this.#lookups.changed.add(() => this.changed.tell()),
      ports.session.switched.add(() => this.#switch()),
    ];
  }

  get run(): Run | undefined {
    return this.#run;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Reads back, once, the answers and the run that the last window left behind. */
  restore(): Promise<void> {
    this.#restored ??= this.#readBack();
    return this.#restored;
  }

  view(): FlowView {
    const { inventory } = this.#ports.session;
    this.#lookups.setOpen({
      scopes: inventory.openScopes,
      openVpcs: openVpcs(inventory),
      openServices: openServices(inventory),
      openEndpoints: readSnapshots(inventory.state).flatMap(({ scope, endpoints }) =>
        known(endpoints).map((endpoint) => ({ scope, endpoint })),
      ),
      boundLoadBalancers: boundLoadBalancers(inventory),
      takenServiceNames: readSnapshots(inventory.state).flatMap(({ services }) =>
        known(services).map(displayName),
      ),
    });
    const view = this.#flow(this.#draft.answers, this.#lookups.facts, this.#draft.planId);
    this.#lookups.want(view.lookups);
    return view;
  }

  /** Answers are locked from Apply on. */
  async answer(answers: Answers): Promise<void> {
    if (this.#run !== undefined) return;
    await this.#keep({ ...this.#draft, answers: withAnswers(this.#draft.answers, answers) });
  }

  /** Asks AWS again what it was asked before: a permission may have been given, a network mended. */
  lookAgain(): void {
    this.#lookups.again();
    this.changed.tell();
  }

  /** Applies the plan of the moment: what a page shows is never taken for what was planned. */
  async apply(): Promise<Run | undefined> {
    const { plan } = this.view();
    if (plan === undefined || this.#run !== undefined) return undefined;
    // A proposed name is taken from now on, and the locked answers must go on showing it.
    await this.answer({ name: plan.name });
    return this.#execute(startRun(plan), (executor, signal) => executor.apply(signal));
  }

  async resume(): Promise<Run | undefined> {
    if (this.#run?.status !== "stopped") return undefined;
    return this.#execute(this.#run, (executor, signal) => executor.apply(signal));
  }

  async undo(): Promise<Run | undefined> {
    if (this.#run === undefined || !undoable.includes(this.#run.status)) return undefined;
    return this.#execute(this.#run, (executor, signal) => executor.undo(signal));
  }

  async keep(): Promise<void> {
    if (this.#run?.status === "stopped" || this.#run?.status === "undoStopped")
      await this.#execute(this.#run, (executor) => executor.keep());
  }

  /** Stops before the next call, or within a wait. What has been called stays, and can be resumed or undone. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Back to the form with the same answers, from a run that has made nothing. */
  async editAnswers(): Promise<void> {
    if (this.#run?.status !== "stopped" || stepsToUndo(this.#run).length > 0) return;
    await this.startOver(this.#draft.answers);
  }

  /** Forgets answers and run. Only a run that has ended can be forgotten. */
  async startOver(answers: Answers = {}): Promise<void> {
    if (this.isRunning) return;
    if (this.#run !== undefined) await this.#ports.journal.remove(this.#run.plan.id);
    this.#run = undefined;
    this.#lookups.again();
    await this.#keep(this.#newDraft(answers));
  }

  dispose(): void {
    this.cancel();
    this.#lookups.dispose();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  async #readBack(): Promise<void> {
    const fresh = this.#draft;
    const draft = await this.#ports.drafts.read(fresh.origin);
    if (draft === undefined) return;
    const run = await this.#ports.journal.read(draft.planId);
    // The source was switched, or something was answered, meanwhile.
    if (this.#draft !== fresh) return;
    this.#draft = draft;
    if (run !== undefined) this.#run = interrupted(run);
    this.changed.tell();
  }

  /** Another source: a run of the one before stops, stays in the journal, and must not be seen or resumed here. */
  #switch(): void {
    this.cancel();
    this.#running = undefined;
    this.#lookups.forget();
    this.#run = undefined;
    this.#draft = this.#newDraft({});
    this.#restored = this.#readBack();
  }

  #newDraft(answers: Answers): Draft {
    return { origin: this.#ports.session.origin, planId: this.#ports.newId(), answers };
  }

  async #execute(
    run: Run,
    act: (executor: Executor, signal: AbortSignal) => Promise<Run>,
  ): Promise<Run | undefined> {
    if (this.#running !== undefined) return undefined;
    const running = new AbortController();
    this.#running = running;
    try {
      const { journal, clock, session } = this.#ports;
      const executor = new Executor({ aws: await session.aws(), journal, clock }, run, (changed) => {
        if (changed.plan.id !== this.#draft.planId) return;
        this.#run = changed;
        this.changed.tell();
      });
      return await act(executor, running.signal);
    } finally {
      if (this.#running === running) this.#running = undefined;
      this.changed.tell();
      // All scopes: what one account makes, the other one sees. What goes wrong becomes rows.
      void this.#ports.session.inventory.refresh();
    }
  }

  async #keep(draft: Draft): Promise<void> {
    this.#draft = draft;
    this.changed.tell();
    await this.#ports.drafts.write(draft);
  }
}

const undoable: readonly RunStatus[] = ["stopped", "undoStopped", "done"];

function openVpcs(inventory: Inventory): Facts["openVpcs"] {
  return readSnapshots(inventory.state).flatMap(({ scope, vpcs }) =>
    known(vpcs).map((vpc) => ({ scope, vpc })),
  );
}

function boundLoadBalancers(inventory: Inventory): Readonly<Record<string, string>> {
  const services = readSnapshots(inventory.state).flatMap((snapshot) => known(snapshot.services));
  return Object.fromEntries(
    services.flatMap((service) => service.loadBalancerArns.map((arn) => [arn, displayName(service)])),
  );
}

function openServices(inventory: Inventory): readonly OpenService[] {
  return readSnapshots(inventory.state).flatMap(({ scope, services }) =>
    known(services).map((service) => ({ scope, service })),
  );
}
