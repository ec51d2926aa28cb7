import type { RunStatus } from "../core/plan/run.ts";
import type { FlowName, Plan } from "../core/plan/step.ts";
import { counted, planTitle, planVerbs } from "./plan.ts";

const planEndings: Record<RunStatus, string> = {
  checking: "still checking permissions.",
  running: "still running.",
  undoing: "still being undone.",
  done: "done.",
  stopped: "stopped. Nothing is lost; choose how to go on.",
  undoStopped: "stopped while undoing. Nothing is lost; choose how to go on.",
  undone: "undone. Nothing of it is left.",
  kept: "ended. What was made is kept.",
};

const tearDownEndings: Partial<Record<RunStatus, string>> = {
  stopped: "stopped. What is deleted stays deleted; choose how to go on.",
  kept: "ended. The rest is left in place.",
};

export const messages = {
  copiedText: "Copied",
  copied: (text: string) => `Copied ${text}`,
  copiedInvitation: "Copied the invitation",
  copiedReport: "Copied the report; account ids are redacted in it",
  askPort: (name: string) => `Which port of ${name}?`,
  noNames: (name: string) => `${name} has no DNS name that could be tried.`,
  noEndpoints: "No interface endpoint is open. Connect to a service first, or choose other profiles.",
  noServices: "No endpoint service is open. Publish a service first, or choose other profiles.",
  pickEndpoint: "Which endpoint?",
  pickService: "Which service?",
  noSuchService: "No endpoint service in the open scopes allows this now.",
  noConsole: "What is in the sandbox, or behind another endpoint, has no page in the AWS console.",
  noRecord: "No service in the open scopes has a private DNS name with a record to copy.",
  filterPrompt: "Show only rows with these words in their names, ids or states",
  filterPlaceholder: "Empty for all rows",
  pickScopes: "Profiles and Regions to open",
  pickRegions: (profile: string) => `Regions of ${profile}`,
  noProfiles:
    "No profiles were found in the AWS config and credentials files. Add one with the AWS CLI (aws configure), or start the sandbox.",
  mfaCode: (serial: string) => `Code of the MFA device ${serial}`,
  mfaCancelled: "The MFA code was not given.",
  sandboxStarting: "Starting the sandbox…",
  sandboxStarted: "The sandbox runs: two accounts on this machine, nothing in AWS.",
  sandboxPublish: "Publish a Service",
  sandboxFailed: (reason: string) => `The sandbox did not start: ${reason}`,
  sandboxStopQuestion: "Stop the sandbox?",
  sandboxStopDetail: (plans: readonly string[]) =>
    [
      "Everything in it is gone then, in every window. A new one starts empty.",
      ...plans.map((title) => `${title} is still running: it ends with the sandbox.`),
    ].join("\n"),
  sandboxStartQuestion: "Start the sandbox while a plan is running?",
  sandboxStartDetail: (plans: readonly string[]) =>
    `${plans.join("\n")}\n\nIt stops before its next call. What it has made stays, and it can be resumed or undone once the sandbox is stopped. If it waits for somebody, it goes on waiting then.`,
  sandboxStartAnyway: "Stop the Plan and Start",
  stop: "Stop",
  wizardBusy: "A plan of this wizard has stopped, or still runs. Decide about it first.",
  sandboxEnded: "The sandbox has ended. Start it again to go on; what was in it is gone.",
  sandboxNotRunning: "The sandbox is not running.",
  planEnded: (flow: FlowName, title: string, status: RunStatus) =>
    `${title}: ${(flow === "tearDown" ? tearDownEndings[status] : undefined) ?? planEndings[status]}`,
  planBroken: (title: string, reason: string) =>
    `${title} could not go on: ${reason}. Put that right and try again. The page shows where the plan stands.`,
  pickPlanFormat: "Save the plan as",
  planSaved: (path: string) => `The plan is saved in ${path}. Nothing was applied.`,
  planNotSaved: (path: string, reason: string) =>
    `The plan could not be saved in ${path}: ${reason}. Choose another place.`,
  planStatusName: (flow: FlowName) => `PrivateLink: ${planVerbs[flow]}`,
  setAside: (path: string) =>
    `A file of PrivateLink could not be read: it is damaged, or another version has written it. It is kept as ${path}. If a plan was under way, what it made carries the tag privatelink-toolkit:plan.`,
  show: "Show",
  planTitle,
  /** Counts calls and not things: rejecting ten connections is one call, and every call is shown in the page. */
  confirmTearDown: ({ name, steps }: Plan) => `Tear down ${name} with ${counted(steps.length, "call")}?`,
  confirmTearDownDetail: (steps: readonly string[]) => `${steps.join("\n")}\n\nNone of this can be undone.`,
  tearDown: "Delete",
  confirmUndo: (title: string) => `Undo "${title}"?`,
  confirmUndoDetail: (deletions: readonly string[]) =>
    `${deletions.join("\n")}\n\nWhat is deleted can only be made anew, with other ids and DNS names.`,
  undo: "Undo",
  testTitle: (name: string) => `Test: ${name}`,
  diagnoseTitle: (name: string) => `Diagnose: ${name}`,
  topologyTitle: (name: string) => `Topology: ${name}`,
  pictureSaved: (path: string) => `The picture is saved in ${path}.`,
  pictureNotSaved: (path: string, reason: string) =>
    `The picture could not be saved in ${path}: ${reason}. Choose another place.`,
} as const;

export const viewTexts = {
  sandbox: "SANDBOX",
  scopes: (count: number) => counted(count, "scope"),
  waitingShort: (count: number) => `${count} waiting`,
  selected: (count: number) => `${count} selected`,
  waiting: (count: number) => `${counted(count, "connection")} waiting for acceptance`,
  filtered: (filter: string, matching: number, total: number) =>
    `${matching} of ${counted(total, "row")} match "${filter}".`,
  endpoint: (host: string) => `endpoint ${host}`,
  statusTooltip: "Profiles and Regions that PrivateLink has open. Select to choose others.",
} as const;
