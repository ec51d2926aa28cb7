import { type Run, waitingStep } from "../core/plan/run.ts";
import type { Draft } from "./drafts.ts";
import { PlanRun, type PlanRunPorts } from "./planRun.ts";

interface AttemptPorts extends PlanRunPorts {
  /** A fresh, unguessable id for a plan. */
  readonly newId: () => string;
}

/** One way through a wizard: what was answered, and from Apply on the run of its plan. */
export class Attempt {
  readonly planRun: PlanRun;
  draft: Draft;
  readonly #newId: () => string;
  /** The plan whose run was seen last. */
  #begunId: string | undefined;

  /** `onLeft` hears of a run that nobody is at and that waits for a person: it should go on. */
  constructor(
    draft: Draft,
    ports: AttemptPorts,
    { onChange, onLeft }: { readonly onChange: () => void; readonly onLeft: () => void },
  ) {
    this.draft = draft;
    this.#newId = ports.newId;
    const onRun = () => {
      this.#onRun();
      onChange();
    };
    this.planRun = new PlanRun(ports, onRun, onLeft);
  }

  get run(): Run | undefined {
    return this.planRun.run;
  }

  /** A person has to act before the run goes on, in whichever window: it needs nobody here meanwhile. */
  get isWaiting(): boolean {
    return this.run !== undefined && waitingStep(this.run) !== undefined;
  }

  /** Another window has ended its run and forgotten it. */
  get isGone(): boolean {
    return this.run === undefined && this.#begunId !== undefined;
  }

  /** Finds the run that the journal has of it. */
  async open(): Promise<void> {
    await this.planRun.open(this.draft.planId);
    if (this.run === undefined) this.#renewPlanId();
  }

  #onRun(): void {
    const { run } = this;
    if (run !== undefined) this.#begunId = run.plan.id;
    else if (this.draft.planId === this.#begunId) this.#renewPlanId();
  }

  /** What a plan has made is found by its id, so an id that another window may have used makes nothing here. */
  #renewPlanId(): void {
    this.draft = { ...this.draft, planId: this.#newId() };
  }
}
