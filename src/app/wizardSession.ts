import { readSnapshots } from "../core/inventory/state.ts";
import { known } from "../core/model/snapshot.ts";
import { isDeletable } from "../core/model/states.ts";
import { displayName } from "../core/model/tags.ts";
import { isEnded, type Run, type RunStatus, startRun, stepsToUndo } from "../core/plan/run.ts";
import { withAnswers } from "../core/wizard/answers.ts";
import type { Facts, OpenService, OpenTarget } from "../core/wizard/facts.ts";
import type { Flow, FlowView } from "../core/wizard/flow.ts";
import type { Answers } from "../core/wizard/form.ts";
import type { Executor } from "./applyPlan.ts";
import type { Clock } from "./clock.ts";
import type { Draft, DraftStore } from "./drafts.ts";
import type { Inventory } from "./inventory.ts";
import type { Journal } from "./journal.ts";
import { Listeners } from "./listeners.ts";
import { LookupFacts } from "./lookups.ts";
import type { PlanLocks } from "./planLocks.ts";
import { PlanRun } from "./planRun.ts";
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

/** One wizard: answers and facts in, form and plan out; then the run of the plan. It outlives the page that shows it. */
export class WizardSession {
  readonly changed = new Listeners();
  readonly #flow: Flow;
  readonly #ports: WizardPorts;
  readonly #lookups: LookupFacts;
  readonly #unsubscribe: readonly (() => void)[];
  #draft: Draft;
  readonly #planRun: PlanRun;
  /** The plan whose run was seen last. */
  #begunId: string | undefined;
  #restored: Promise<void> | undefined;

  constructor(flow: Flow, ports: WizardPorts) {
    this.#flow = flow;
    this.#ports = ports;
    this.#draft = this.#newDraft({});
    const { journal, locks, clock, session } = ports;
    const aws = async () => shownCalls(await session.aws(), session.inventory);
    const runPorts = { aws, journal, locks, clock };
    this.#planRun = new PlanRun(
      runPorts,
      () => this.#onRun(),
      // What goes wrong leaves the run as the journal has it, to be resumed by hand.
      () => void this.resume().catch(() => undefined),
    );
    this.#lookups = new LookupFacts(() => ports.session.aws());
    this.#unsubscribe = [
      ports.session.inventory.changed.add(() => this.changed.tell()),
      this.#lookups.changed.add(() => this.changed.tell()),
      ports.session.switched.add(() => this.#switch()),
    ];
  }

  get run(): Run | undefined {
    return this.#planRun.run;
  }

  /** Another window is applying the plan: it can only be looked at here. */
  get isElsewhere(): boolean {
    return this.#planRun.isElsewhere;
  }

  /** Reads back, once, the answers and the run that the last window left behind; later, what others have done to it. */
  async restore(): Promise<void> {
    if (this.#restored !== undefined && this.run !== undefined && !this.#planRun.isRunning)
      return this.#planRun.open(this.run.plan.id);
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
      openTargets: openTargets(inventory),
      boundLoadBalancers: boundLoadBalancers(inventory),
      takenServiceNames: takenServiceNames(inventory, this.run),
    });
    const view = this.#flow(this.#draft.answers, this.#lookups.facts, this.#draft.planId);
    this.#lookups.want(view.lookups);
    return view;
  }

  /** Answers are locked from Apply on. */
  async answer(answers: Answers): Promise<void> {
    if (this.run !== undefined) return;
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
    if (plan === undefined || this.run !== undefined) return undefined;
    // A proposed name is taken from now on, and the locked answers must go on showing it.
    await this.answer({ name: plan.name });
    await this.#ports.drafts.writeApplied(this.#draft);
    return this.#execute(startRun(plan), [], (executor, signal) => executor.apply(signal));
  }

  async resume(): Promise<Run | undefined> {
    return this.#execute(this.run, ["stopped"], (executor, signal) => executor.apply(signal));
  }

  async undo(): Promise<Run | undefined> {
    const from = ["stopped", "undoStopped", "done"] as const;
    return this.#execute(this.run, from, (executor, signal) => executor.undo(signal));
  }

  async keep(): Promise<void> {
    await this.#execute(this.run, ["stopped", "undoStopped"], (executor) => executor.keep());
  }

  /** Stops before the next call, or within a wait. What has been called stays, and can be resumed or undone. */
  cancel(): void {
    this.#planRun.cancel();
  }

  /** Back to the form with the same answers, from a run that has made nothing. */
  async editAnswers(): Promise<void> {
    if (this.run?.status !== "stopped" || stepsToUndo(this.run).length > 0) return;
    await this.#begin(this.#draft.answers);
  }

  /** Forgets answers and run. Only a run that has ended can be forgotten, whatever a page still shows. */
  async startOver(answers: Answers = {}): Promise<void> {
    // Another window may have begun to take it back since it was shown here.
    if (this.run !== undefined) await this.#planRun.open(this.run.plan.id);
    if (this.run === undefined || isEnded(this.run)) await this.#begin(answers);
  }

  dispose(): void {
    this.#planRun.forget();
    this.#lookups.dispose();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  async #begin(answers: Answers): Promise<void> {
    if (this.#planRun.isRunning || this.isElsewhere) return;
    if (this.run !== undefined) {
      await this.#ports.journal.remove(this.run.plan.id);
      await this.#ports.drafts.removeApplied(this.run.plan.id);
    }
    this.#planRun.forget();
    this.#lookups.again();
    await this.#keep(this.#newDraft(answers));
  }

  async #readBack(): Promise<void> {
    const fresh = this.#draft;
    const draft = (await this.#openDraft(fresh.origin)) ?? (await this.#ports.drafts.read(fresh.origin));
    // The source was switched, or something was answered, meanwhile.
    if (draft === undefined || this.#draft !== fresh) return;
    this.#draft = draft;
    await this.#planRun.open(draft.planId);
    if (this.run === undefined) this.#renewPlanId();
  }

  /** The draft of a run that has not ended, whatever was answered in other windows since; the last draft's before others'. */
  async #openDraft(origin: string): Promise<Draft | undefined> {
    const { drafts, journal } = this.#ports;
    const last = await drafts.read(origin);
    const applied = await drafts.readApplied(origin);
    const runs = await Promise.all(applied.map(({ planId }) => journal.read(planId)));
    const open = applied.filter((_, index) => {
      const run = runs[index];
      return run !== undefined && !isEnded(run);
    });
    return open.find(({ planId }) => planId === last?.planId) ?? open[0];
  }

  /** A run that is gone was ended and forgotten by another window. */
  #onRun(): void {
    const { run } = this.#planRun;
    if (run !== undefined) this.#begunId = run.plan.id;
    else if (this.#draft.planId === this.#begunId) this.#renewPlanId();
    this.changed.tell();
  }

  /** What a plan has made is found by its id, so an id that another window may have used makes nothing here. */
  #renewPlanId(): void {
    this.#draft = { ...this.#draft, planId: this.#ports.newId() };
  }

  /** Another source: a run of the one before stops, stays in the journal, and must not be seen or resumed here. */
  #switch(): void {
    this.#planRun.forget();
    this.#lookups.forget();
    this.#draft = this.#newDraft({});
    this.#restored = this.#readBack();
  }

  #newDraft(answers: Answers): Draft {
    return { origin: this.#ports.session.origin, planId: this.#ports.newId(), answers };
  }

  async #execute(
    run: Run | undefined,
    from: readonly RunStatus[],
    act: (executor: Executor, signal: AbortSignal) => Promise<Run>,
  ): Promise<Run | undefined> {
    if (run === undefined) return undefined;
    try {
      return await this.#planRun.execute(run, from, act);
    } finally {
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

function openVpcs(inventory: Inventory): Facts["openVpcs"] {
  return readSnapshots(inventory.state).flatMap(({ scope, vpcs }) =>
    known(vpcs).map((vpc) => ({ scope, vpc })),
  );
}

/** What a run has made itself does not take the name from it. */
function takenServiceNames(inventory: Inventory, run: Run | undefined): readonly string[] {
  return readSnapshots(inventory.state)
    .flatMap(({ services }) => known(services))
    .filter(({ state }) => state !== "deleted")
    .map(displayName)
    .filter((name) => name !== run?.plan.name);
}

function boundLoadBalancers(inventory: Inventory): Readonly<Record<string, string>> {
  const services = readSnapshots(inventory.state)
    .flatMap((snapshot) => known(snapshot.services))
    // AWS goes on listing what is deleted for a while.
    .filter(({ state }) => state !== "deleted");
  return Object.fromEntries(
    services.flatMap((service) => service.loadBalancerArns.map((arn) => [arn, displayName(service)])),
  );
}

function openServices(inventory: Inventory): readonly OpenService[] {
  return readSnapshots(inventory.state).flatMap(({ scope, services }) =>
    known(services).map((service) => ({ scope, service })),
  );
}

/** Everything that Tear Down can begin at, in the order of the views. */
function openTargets(inventory: Inventory): readonly OpenTarget[] {
  return readSnapshots(inventory.state).flatMap(({ scope, services, endpoints, vpcs }) => [
    ...known(services)
      .filter(isDeletable)
      .map((service) => ({ kind: "service" as const, id: service.id, name: displayName(service), scope })),
    ...known(endpoints)
      .filter((endpoint) => ["Interface", "Gateway"].includes(endpoint.type) && isDeletable(endpoint))
      .map((endpoint) => ({
        kind: "endpoint" as const,
        id: endpoint.id,
        name: displayName(endpoint),
        scope,
      })),
    ...known(vpcs).map((vpc) => ({
      kind: "testers" as const,
      id: vpc.id,
      name: displayName(vpc),
      scope,
    })),
  ]);
}
