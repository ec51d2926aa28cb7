import type { RunStatus } from "../core/plan/run.ts";
import { counted } from "./plan.ts";

const planEndings: Record<RunStatus, string> = {
  running: "still running.",
  undoing: "still being undone.",
  done: "done.",
  stopped: "stopped. Nothing is lost; choose how to go on.",
  undoStopped: "stopped while undoing. Nothing is lost; choose how to go on.",
  undone: "undone. Nothing of it is left.",
  kept: "ended. What was made is kept.",
};

export const messages = {
  copied: (text: string) => `Copied ${text}`,
  noEndpoints: "No interface endpoint is open. Connect to a service first, or choose other profiles.",
  noServices: "No endpoint service is open. Publish a service first, or choose other profiles.",
  pickEndpoint: "Which endpoint?",
  pickService: "Which service?",
  pickScopes: "Profiles and Regions to open",
  pickRegions: (profile: string) => `Regions of ${profile}`,
  noProfiles:
    "No profiles were found in the AWS config and credentials files. Add one with the AWS CLI (aws configure), or start the sandbox.",
  mfaCode: (serial: string) => `Code of the MFA device ${serial}`,
  mfaCancelled: "The MFA code was not given.",
  sandboxStarting: "Starting the sandbox…",
  sandboxStarted: "The sandbox runs: two accounts on this machine, nothing in AWS.",
  sandboxFailed: (reason: string) => `The sandbox did not start: ${reason}`,
  sandboxStopQuestion: "Stop the sandbox?",
  sandboxStopDetail: "Everything in it is gone then, in every window. A new one starts empty.",
  stop: "Stop",
  wizardBusy: "A plan of this wizard has stopped, or still runs. Decide about it first.",
  sandboxEnded: "The sandbox has ended. Start it again to go on; what was in it is gone.",
  sandboxNotRunning: "The sandbox is not running.",
  planEnded: (title: string, status: RunStatus) => `${title}: ${planEndings[status]}`,
  show: "Show",
  publishTitle: (name: string) => `Publish ${name}`,
  connectTitle: (name: string) => `Connect ${name}`,
  testTitle: (name: string) => `Test: ${name}`,
} as const;

export const viewTexts = {
  sandbox: "SANDBOX",
  scopes: (count: number) => counted(count, "scope"),
  waitingShort: (count: number) => `${count} waiting`,
  selected: (count: number) => `${count} selected`,
  waiting: (count: number) => `${counted(count, "connection")} waiting for acceptance`,
  endpoint: (host: string) => `endpoint ${host}`,
  statusTooltip: "Profiles and Regions that PrivateLink has open. Select to choose others.",
} as const;
