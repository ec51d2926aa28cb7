import { PrivateLinkError } from "../core/model/failure.ts";
import type { OpenScope } from "../core/model/scope.ts";
import type { NoResult } from "../core/probe/phase.ts";
import { type ReadOutput, readOutput } from "../core/probe/readOutput.ts";
import type { ProbeLimits, ProbeRequest } from "../core/probe/request.ts";
import { probeScript, scriptSeconds } from "../core/probe/script.ts";
import type { AwsCommands, CommandResult } from "./aws.ts";
import type { Clock } from "./clock.ts";

export interface ProbeOrder {
  readonly scope: OpenScope;
  readonly request: ProbeRequest;
  readonly instanceId: string;
  readonly limits: ProbeLimits;
  /** Frames the output; letters and digits that nobody can guess. */
  readonly token: string;
}

/** What came of an order; `commandId` is absent when nothing was sent. */
export type ProbeEnd =
  | (ReadOutput & { readonly status: "read"; readonly commandId: string })
  | { readonly status: "noResult"; readonly reason: NoResult; readonly commandId?: string };

/** SSM's own limit lies above the script's, so that every curl gets to say why it ended. */
const commandMarginSeconds = 20;

/**
 * Runs one test through Systems Manager: no public address, no SSH. SSM shows no partial output, so the result comes at
 * once at the end. Cancelling cancels the command on the instance too, and then there are no results.
 * @throws PrivateLinkError when the command could not be run; a failed connection is a report, not an error.
 */
export async function runProbe(
  aws: AwsCommands,
  clock: Clock,
  order: ProbeOrder,
  onSent: () => void,
  signal: AbortSignal,
): Promise<ProbeEnd> {
  const { scope, request, instanceId, limits, token } = order;
  try {
    // A command for an instance that is not there would wait for it, and then say less.
    const [agent] = await aws.managedInstances(scope, signal, [instanceId]);
    if (agent === undefined) return { status: "noResult", reason: "notManaged" };
    if (!agent.online) return { status: "noResult", reason: "offline" };
    const script = probeScript(request, limits, token);
    const seconds = scriptSeconds(request, limits) + commandMarginSeconds;
    // Only what has an id can be cancelled: sending itself is not broken off.
    const commandId = await aws.sendCommand(scope, instanceId, script, seconds, new AbortController().signal);
    onSent();
    const result = await resultOf(aws, clock, scope, commandId, instanceId, signal);
    // A script that took too long may have left something.
    if (result.status === "finished" || (result.status === "executionTimedOut" && result.output !== "")) {
      return { status: "read", commandId, ...readOutput(request, result, token) };
    }
    return { status: "noResult", reason: result.status, commandId };
  } catch (error) {
    if (signal.aborted) return { status: "noResult", reason: "cancelled" };
    throw error;
  }
}

/** How often in a row it may not be possible to ask, before the results are given up. */
const patience = 5;

function isPassing(error: unknown): boolean {
  return error instanceof PrivateLinkError && error.retryable;
}

type Ended = CommandResult & { readonly status: Exclude<CommandResult["status"], "running"> };

async function resultOf(
  aws: AwsCommands,
  clock: Clock,
  scope: OpenScope,
  commandId: string,
  instanceId: string,
  signal: AbortSignal,
): Promise<Ended> {
  try {
    for (let failures = 0; ; ) {
      try {
        const result = await aws.commandResult(scope, commandId, instanceId, signal);
        if (isEnded(result)) return result;
        failures = 0;
      } catch (error) {
        failures += 1;
        if (!isPassing(error) || failures > patience) throw error;
      }
      await clock.sleep(1, signal);
    }
  } catch (error) {
    // Best effort, as on AWS: curl's own limits end it otherwise.
    if (signal.aborted) await aws.cancelCommand(scope, commandId).catch(() => undefined);
    throw error;
  }
}

function isEnded(result: CommandResult): result is Ended {
  return result.status !== "running";
}
