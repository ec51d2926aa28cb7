import { ProgressLocation, window } from "vscode";
import { type Changes, isUndoable } from "../../app/changes.ts";
import type { Session } from "../../app/session.ts";
import type { Capability, Node, ServiceTarget } from "../../core/inventory/node.ts";
import type { Failure } from "../../core/model/failure.ts";
import { displayName } from "../../core/model/tags.ts";
import { doneCount, type Run, stepsToUndo } from "../../core/plan/run.ts";
import { type ServiceChange, serviceChangePlan } from "../../core/plan/serviceChanges.ts";
import type { Plan } from "../../core/plan/step.ts";
import { failureSentence } from "../../text/failures.ts";
import { changeDone, changeFailed, changeProgress, changeTexts } from "../../text/serviceChanges.ts";
import { toSignal } from "../platform/cancellation.ts";
import { targetService } from "./targetCommands.ts";

/** What a change says of itself. */
export interface ChangeWords {
  readonly progress: string;
  readonly done: string;
  /** In front of the failure, by how many calls had been made before it. */
  readonly failed: (finishedCalls: number) => string;
  readonly undone: string;
}

export interface ChangePorts {
  readonly session: Session;
  readonly changes: Changes;
  /** A fresh id for a plan. */
  readonly newId: () => string;
}

/** A service and the way to change it. */
export interface ChangeTarget extends ServiceTarget {
  readonly change: (change: ServiceChange) => Promise<void>;
}

/** Runs what a command wants changed, says what is so then, and takes it back if asked to. */
export class ServiceChanges {
  readonly session: Session;
  readonly #changes: Changes;
  readonly #newId: () => string;

  constructor({ session, changes, newId }: ChangePorts) {
    this.session = session;
    this.#changes = changes;
    this.#newId = newId;
  }

  /** The service that a command is for, with where the user began already in its way to be changed. */
  async target(
    node: Node | undefined,
    capability: Capability = "changeable",
  ): Promise<ChangeTarget | undefined> {
    const { origin } = this.session;
    const target = await targetService(this.session, node, capability);
    return target && { ...target, change: (change) => this.change(target, change, origin) };
  }

  /** @param origin Where the user began: the sandbox may have come or gone while they thought about a question. */
  async change({ scope, service }: ServiceTarget, change: ServiceChange, origin: string): Promise<void> {
    const name = displayName(service);
    await this.run(serviceChangePlan({ planId: this.#newId(), scope }, service, change), origin, {
      progress: changeProgress(change, name),
      done: changeDone(change, name),
      failed: (finishedCalls) => changeFailed(change, name, finishedCalls),
      undone: changeTexts.undone(name),
    });
  }

  newId(): string {
    return this.#newId();
  }

  async run(plan: Plan, origin: string, words: ChangeWords): Promise<void> {
    const run = await this.#apply(plan, origin, words);
    if (run !== undefined) await this.#report(run, origin, words);
  }

  /** The same, over as soon as the calls are; what is said about them stays until it is read. */
  async start(plan: Plan, origin: string, words: ChangeWords): Promise<Run | undefined> {
    const run = await this.#apply(plan, origin, words);
    if (run !== undefined) void this.#report(run, origin, words);
    return run;
  }

  async #apply(plan: Plan, origin: string, words: ChangeWords): Promise<Run | undefined> {
    return this.session.origin === origin
      ? this.#follow(words, (signal) => this.#changes.apply(plan, signal))
      : undefined;
  }

  async #report(run: Run, origin: string, words: ChangeWords): Promise<void> {
    const choice = await this.#say(run, words);
    if (choice === undefined || this.session.origin !== origin) return;
    const next = await this.#follow(words, (signal) =>
      choice === changeTexts.tryAgain && run.status === "stopped"
        ? this.#changes.resume(run, signal)
        : this.#changes.undo(run, signal),
    );
    await this.#report(next, origin, words);
  }

  async #say(run: Run, words: ChangeWords): Promise<string | undefined> {
    if (run.status === "done") {
      return window.showInformationMessage(words.done, ...(isUndoable(run) ? [changeTexts.undo] : []));
    }
    if (run.status === "undone") {
      await window.showInformationMessage(words.undone);
      return undefined;
    }
    const hasUndo = run.status === "stopped" && stepsToUndo(run).length > 0;
    const sentence = `${words.failed(doneCount(run))}${failureSentence(failureOf(run))}`;
    return window.showErrorMessage(sentence, changeTexts.tryAgain, ...(hasUndo ? [changeTexts.undo] : []));
  }

  async #follow(words: ChangeWords, act: (signal: AbortSignal) => Promise<Run>): Promise<Run> {
    return window.withProgress(
      { location: ProgressLocation.Window, title: words.progress },
      async (_, token) => act(toSignal(token)),
    );
  }
}

function failureOf(run: Run): Failure {
  const failed = Object.values(run.progress).find(({ failure }) => failure !== undefined);
  return failed?.failure ?? { code: "unknown", message: "" };
}
