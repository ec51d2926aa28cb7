import { PrivateLinkError } from "../core/model/failure.ts";
import type { OpenScope } from "../core/model/scope.ts";
import type { ProbeLimits, ProbeReport, ProbeTarget } from "../core/probe/probe.ts";
import { readOutput } from "../core/probe/reading.ts";
import { probeScript } from "../core/probe/script.ts";
import type { AwsCommands, CommandResult } from "./aws.ts";
import type { Clock } from "./clock.ts";

export interface ProbeRequest {
  readonly scope: OpenScope;
  readonly target: ProbeTarget;
  readonly instanceId: string;
  readonly instanceName: string;
  readonly limits: ProbeLimits;
  /** Frames the output; letters, digits and hyphens. */
  readonly token: string;
}

/** SSM's own limit lies above curl's, so that curl always gets to say why it ended. */
const commandMarginSeconds = 20;

/**
 * Runs one test through Systems Manager: no public address, no SSH. SSM shows no partial output, so the result comes at
 * once at the end. Cancelling cancels the command on the instance too.
 * @throws PrivateLinkError when the command could not be run; a failed connection is a report, not an error.
 */
export async function runProbe(
  aws: AwsCommands,
  clock: Clock,
  { scope, target, instanceId, instanceName, limits, token }: ProbeRequest,
  onSent: () => void,
  signal: AbortSignal,
): Promise<Omit<ProbeReport, "endpointState">> {
  const startedAt = clock.now();
  const script = probeScript(target, limits, token);
  const timeout = limits.totalSeconds + commandMarginSeconds;
  const commandId = await aws.sendCommand(scope, instanceId, script, timeout, signal);
  onSent();
  const result = await resultOf(aws, clock, scope, commandId, instanceId, signal);
  if (result.status === "undeliverable") {
    const message = `Systems Manager could not deliver the command to ${instanceId}.`;
    throw new PrivateLinkError({ code: "unavailable", action: "ssm:SendCommand", message });
  }
  const { reading, verdict } = readOutput(result.output, token);
  const durationMs = clock.now() - startedAt;
  return { target, scope, instanceId, instanceName, startedAt, durationMs, commandId, reading, verdict };
}

async function resultOf(
  aws: AwsCommands,
  clock: Clock,
  scope: OpenScope,
  commandId: string,
  instanceId: string,
  signal: AbortSignal,
): Promise<CommandResult> {
  try {
    for (;;) {
      const result = await aws.commandResult(scope, commandId, instanceId, signal);
      if (result.status !== "running") return result;
      await clock.sleep(1, signal);
    }
  } catch (error) {
    // Best effort, as on AWS: curl's own limits end it otherwise.
    if (signal.aborted) await aws.cancelCommand(scope, commandId).catch(() => undefined);
    throw error;
  }
}
