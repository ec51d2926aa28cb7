import { window } from "vscode";
import type { Session } from "../../app/session.ts";
import type { EndpointNode } from "../../core/inventory/node.ts";
import { displayName } from "../../core/model/tags.ts";
import { type EndpointChange, endpointChangePlan } from "../../core/plan/endpointChanges.ts";
import type { Run } from "../../core/plan/run.ts";
import type { Plan } from "../../core/plan/step.ts";
import { changePreview, endpointChanged, endpointTexts } from "../../text/endpointChanges.ts";
import { confirm } from "../platform/confirm.ts";
import type { ChangeWords, ServiceChanges } from "./serviceChanges.ts";

type EndpointTarget = Pick<EndpointNode, "scope" | "endpoint">;

/** Shows the call of a change, makes it when the user agrees, and takes it back if asked to. */
export class EndpointChanges {
  readonly session: Session;
  readonly #runner: ServiceChanges;

  constructor(runner: ServiceChanges) {
    this.session = runner.session;
    this.#runner = runner;
  }

  /** @param origin Where the user began: the sandbox may have come or gone while they thought about a question. */
  async change(target: EndpointTarget, change: EndpointChange, origin: string): Promise<void> {
    const plan = this.#plan(target, change);
    if (isEmpty(plan)) {
      void window.showInformationMessage(endpointTexts.nothingChanged(displayName(target.endpoint)));
    } else if (await isMeant(plan, target, change)) {
      await this.#runner.run(plan, origin, wordsOf(target, change));
    }
  }

  /**
   * The same for who has to know how it ended before the user has read what is said about it.
   * @returns Nothing when the user thought better of it.
   */
  async apply(target: EndpointTarget, change: EndpointChange, origin: string): Promise<Run | undefined> {
    const plan = this.#plan(target, change);
    return (await isMeant(plan, target, change))
      ? this.#runner.start(plan, origin, wordsOf(target, change))
      : undefined;
  }

  #plan({ scope, endpoint }: EndpointTarget, change: EndpointChange): Plan {
    return endpointChangePlan({ planId: this.#runner.newId(), scope }, endpoint, change);
  }
}

/** The call would name nothing but the endpoint. */
function isEmpty({ steps }: Plan): boolean {
  return steps.every(({ input }) => Object.keys(input).length <= 1);
}

async function isMeant(
  plan: Plan,
  { scope, endpoint }: EndpointTarget,
  change: EndpointChange,
): Promise<boolean> {
  return confirm({
    question: endpointTexts.question(change.kind, displayName(endpoint)),
    detail: changePreview(plan, scope, change),
    goOn: endpointTexts.apply,
  });
}

function wordsOf({ endpoint }: EndpointTarget, change: EndpointChange): ChangeWords {
  const name = displayName(endpoint);
  return {
    progress: endpointTexts.progress(change.kind, name),
    done: endpointChanged(change, name),
    failed: (finishedCalls) => (finishedCalls === 0 ? endpointTexts.unchanged(name) : ""),
    undone: endpointTexts.undone(name),
  };
}
