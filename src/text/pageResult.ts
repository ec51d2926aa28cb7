import { planTag } from "../core/model/tags.ts";
import type { ConnectOutcome } from "../core/plan/connectOutcome.ts";
import { counted, dollars } from "./plan.ts";

/** The choice after a run has stopped. */
export const choiceTexts = {
  title: "What next?",
  resume: "Resume",
  undo: "Undo",
  keep: "Keep",
  edit: "Edit answers",
  editHint: "Nothing was made. Back to the form, with everything as you answered it.",
  choiceIsKept: "The choice stays open, even if this window is closed.",
  cancelled: "Cancelled before the next call",
  lookAgain: "Look again",
  lookAgainHint: "What is deleted stays deleted. Back to the list of what is left, read anew.",
  keepRest: "Leave the rest",
  copyPermissions: "Copy as an IAM policy",
} as const;

/** IAM actions that AWS has said are missing. */
export function missingPermissionsLine(actions: readonly string[]): string {
  return `Missing: ${actions.join(", ")}.`;
}

/** The list of what a stopped run has made. */
export const madeTexts = {
  title: "Made so far",
  unknown: "perhaps: the answer was lost. Resume and Undo look for it first.",
} as const;

export function planTagLine(planId: string): string {
  return `tagged ${planTag}=${planId}`;
}

export function copyIdOf(subject: string): string {
  return `Copy the id of ${subject}`;
}

export function resumeHint(left: number): string {
  return left <= 0 ? "Tries this call again." : `Goes on with this call, then ${left} more.`;
}

export function undoHint(calls: number): string {
  return calls === 0
    ? "Nothing was made, so nothing has to be deleted."
    : `Undo takes back what was made, newest first: ${counted(calls, "call")}.`;
}

/** USD a month for what the finished calls made. */
export function keepHint(monthly: number): string {
  return monthly === 0
    ? "Leaves what was made in place. It has no fixed cost."
    : `Leaves what was made in place: ${dollars(monthly)} a month until you delete it.`;
}

/** USD a month for what the unfinished calls would have deleted. */
export function keepRestHint(monthly: number): string {
  return monthly === 0
    ? "Ends here. What is not deleted yet has no fixed cost that is known."
    : `Ends here. What is not deleted yet goes on costing ${dollars(monthly)} a month.`;
}

export const resultTexts = {
  publish: {
    title: "The service is published",
    copied: "Service name",
    again: "Publish another",
  },
  connect: {
    title: "The endpoint is created",
    copied: "Endpoint",
    again: "Connect to another",
  },
  tester: {
    title: "The tester is ready",
    copied: "Instance",
    again: "Create another",
  },
  tearDown: {
    title: "Everything that was ticked is deleted",
    copied: "",
    again: "Tear down another",
  },
} as const;

/** Buttons beside a result. */
export const onwardTexts = {
  copyInvitation: "Copy Invitation",
  connectService: "Connect to This Service",
  testEndpoint: "Test Connectivity",
} as const;

export function publishNext(acceptanceRequired: boolean): string {
  return acceptanceRequired
    ? "Give the service name to the consumers. Their requests appear in the Requests view."
    : "Give the service name to the consumers. Their connections are accepted automatically.";
}

export const connectNext: Record<ConnectOutcome, string> = {
  accepted: "The connection is accepted: traffic can flow.",
  automatic: "This service accepts connections automatically: traffic can flow.",
  gateway:
    "The route tables have a route to the service: traffic from their subnets goes through the endpoint.",
  unknown: "The endpoint's row in the Endpoints view shows whether the provider has accepted it yet.",
  waiting: "The request waits for acceptance in the provider's Requests view. No traffic flows before that.",
};

export function testerNext(hours: number): string {
  return `Systems Manager reaches it: choose it in Test Connectivity. It ends by itself ${counted(hours, "hour")} after its start; Tear Down Testers deletes it with everything that was made for it.`;
}

export const tearDownNext = "Nothing that was not ticked has been touched.";

/** The record that the provider's DNS has to hold before AWS takes the private name for verified. */
export const txtRecordTexts = {
  name: "TXT record to add: name",
  value: "TXT record to add: value",
} as const;

export const elsewhereText =
  "Another window is applying this plan. It is shown here as it goes; cancel, resume and undo it there. If that window was closed, this one takes over within seconds.";

export const endTexts = {
  undone: { title: "Everything was undone", body: "Nothing of this plan is left in the account." },
  kept: { title: "What was made is kept", body: "The finished calls stay as they are; the plan is closed." },
  restKept: {
    title: "The rest is left in place",
    body: "What is deleted stays deleted; nothing else is touched. The plan is closed.",
  },
  startOver: "Start over",
} as const;
