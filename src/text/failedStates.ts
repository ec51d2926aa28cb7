import type { Failure } from "../core/model/failure.ts";

interface Words {
  readonly title: string;
  readonly advice: string;
}

const deleted: Words = {
  title: "Deleted meanwhile",
  advice:
    "Somebody has deleted it since it was made. Undo what is left of the plan, then apply it again; nothing else brings it back.",
};

const stopped: Words = {
  title: "Instance does not run",
  advice:
    "The instance was stopped or terminated, by AWS or by somebody. Look in EC2 for the reason of its last change of state, then undo and apply again.",
};

/** By AWS's state in lower case: what has happened, and what to do. */
const words: Readonly<Record<string, Words>> = {
  rejected: {
    title: "Rejected by the provider",
    advice:
      "The provider has rejected the request, and no traffic flows. Ask the provider for the reason. A new request needs a new endpoint: undo the plan or delete this one, which is billed until then, and connect again.",
  },
  expired: {
    title: "Request expired",
    advice:
      "Nobody accepted the request in time, so AWS has closed it. Tell the provider, then undo the plan or delete the endpoint, which is billed until then, and connect again.",
  },
  failed: {
    title: "AWS could not do it",
    advice:
      "AWS has given up on it, and it does not recover by itself. Undo and apply again; when that fails too, ask AWS Support with its id.",
  },
  deleting: deleted,
  deleted,
  "shutting-down": stopped,
  terminated: stopped,
  stopped,
};

const other: Words = {
  title: "Does not get ready",
  advice: "AWS reports a state in which it stays. Look at it in AWS, then resume or undo.",
};

/** The words for what a wait has met instead of what it was for. */
export function failedStateWords({ state = "" }: Failure): Words {
  return words[state.toLowerCase()] ?? other;
}
