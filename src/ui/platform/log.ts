import { type LogOutputChannel, window } from "vscode";

/** Structurally the gateway's log entry: names and times, never inputs, outputs or credentials. */
interface CallEntry {
  readonly action: string;
  readonly scope: { readonly profile: string; readonly region: string };
  readonly milliseconds: number;
  readonly requestId?: string;
  readonly error?: string;
}

export function createLog(): LogOutputChannel {
  return window.createOutputChannel("PrivateLink", { log: true });
}

export function logCall(log: LogOutputChannel): (entry: CallEntry) => void {
  return ({ action, scope, milliseconds, requestId, error }) => {
    const line = `${action} ${scope.profile}@${scope.region} ${milliseconds} ms ${requestId ?? ""}`.trimEnd();
    if (error === undefined) log.info(line);
    else log.warn(`${line} ${error}`);
  };
}
