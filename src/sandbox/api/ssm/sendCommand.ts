import { randomUUID } from "node:crypto";
import type { GuestShell } from "../../guest/shell.ts";
import type { Command, Invocation } from "../../state/compute.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, ownedBy } from "../call.ts";
import { commandOutput } from "./commandOutput.ts";
import { managedNodes } from "./managedInstances.ts";

interface SendCommand {
  DocumentName: string;
  InstanceIds?: string[];
  Parameters?: Record<string, string[]>;
  TimeoutSeconds?: number;
  Comment?: string;
}

/** What GetCommandInvocation keeps of the two outputs. */
const maximumStandardOutput = 24_000;
const maximumStandardError = 8_000;
const defaultExecutionTimeout = 3600;
const defaultDeliveryTimeout = 3600;

export function sendCommand(input: SendCommand, call: Call, shell: GuestShell): object {
  const instanceIds = input.InstanceIds ?? [];
  const nodes = managedNodes(call);
  const unknown = instanceIds.filter((id) => !nodes.some(({ instance }) => instance.id === id));
  if (unknown.length > 0 || instanceIds.length === 0) {
    throw new AwsError(
      "InvalidInstanceId",
      `Instances [[${unknown.join(", ")}]] not in a valid state for account ${call.account.id}`,
    );
  }
  if (input.DocumentName !== "AWS-RunShellScript") {
    throw new AwsError("InvalidDocument", `The document ${input.DocumentName} does not exist.`);
  }
  const parameters = checkedParameters(input.Parameters);
  const command: Command = {
    ...ownedBy(call),
    id: randomUUID(),
    documentName: input.DocumentName,
    comment: input.Comment ?? "",
    parameters,
    requestedAt: call.clock.now(),
    timeoutSeconds: checkedTimeout(input.TimeoutSeconds),
    invocations: instanceIds.map(newInvocation),
    cancel: new AbortController(),
  };
  call.world.commands.set(command.id, command);
  for (const invocation of command.invocations) {
    deliver(command, invocation, call, shell).catch((error: unknown) => {
      end(invocation, call, "Failed", "Failed");
      invocation.standardError = `The sandbox itself failed: ${String(error)}`;
    });
  }
  return { Command: commandOutput(command) };
}

/** Hands a command to its instance when the instance's agent is there, and runs it. */
async function deliver(
  command: Command,
  invocation: Invocation,
  call: Call,
  shell: GuestShell,
): Promise<void> {
  const deadline = command.requestedAt.getTime() + command.timeoutSeconds * 1000;
  do {
    await call.clock.wait("commandDelivery");
    if (invocation.status !== "Pending") return;
    if (Date.now() > deadline) return end(invocation, call, "TimedOut", "Delivery Timed Out");
  } while (call.world.managedInstances.get(invocation.instanceId)?.pingStatus !== "Online");
  const instance = call.world.instances.get(invocation.instanceId);
  if (instance === undefined) return end(invocation, call, "Failed", "Undeliverable");
  invocation.status = "InProgress";
  invocation.statusDetails = "InProgress";
  invocation.startedAt = call.clock.now();
  const timeout = AbortSignal.timeout(executionTimeout(command) * 1000);
  const script = (command.parameters["commands"] ?? []).join("\n");
  const result = await shell.run(script, instance, AbortSignal.any([command.cancel.signal, timeout]));
  invocation.standardOutput = result.standardOutput.slice(0, maximumStandardOutput);
  invocation.standardError = result.standardError.slice(0, maximumStandardError);
  if (command.cancel.signal.aborted) return end(invocation, call, "Cancelled", "Cancelled");
  invocation.responseCode = result.exitCode;
  if (timeout.aborted) return end(invocation, call, "TimedOut", "Execution Timed Out");
  if (result.exitCode === 0) return end(invocation, call, "Success", "Success");
  end(invocation, call, "Failed", "Failed");
}

function end(invocation: Invocation, call: Call, status: Invocation["status"], statusDetails: string): void {
  invocation.status = status;
  invocation.statusDetails = statusDetails;
  invocation.endedAt = call.clock.now();
}

function newInvocation(instanceId: string): Invocation {
  return {
    instanceId,
    status: "Pending",
    statusDetails: "Pending",
    responseCode: -1,
    standardOutput: "",
    standardError: "",
  };
}

function checkedParameters(parameters: Record<string, string[]> = {}): Record<string, string[]> {
  const known = ["commands", "executionTimeout", "workingDirectory"];
  const stranger = Object.keys(parameters).find((name) => !known.includes(name));
  if (stranger === undefined && (parameters["commands"] ?? []).length > 0) return parameters;
  const problem =
    stranger === undefined ? "commands is missing" : `${stranger} is not a parameter of the document`;
  throw new AwsError("InvalidParameters", `The parameters are not valid: ${problem}.`);
}

function checkedTimeout(seconds: number | undefined): number {
  if (seconds === undefined || (seconds >= 30 && seconds <= 2_592_000))
    return seconds ?? defaultDeliveryTimeout;
  const rule = "Member must have value greater than or equal to 30 and less than or equal to 2592000";
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${seconds}' at 'timeoutSeconds' failed to satisfy constraint: ${rule}`,
  );
}

function executionTimeout(command: Command): number {
  const seconds = Number(command.parameters["executionTimeout"]?.[0] ?? defaultExecutionTimeout);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : defaultExecutionTimeout;
}
