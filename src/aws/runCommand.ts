import {
  CancelCommandCommand,
  GetCommandInvocationCommand,
  paginateDescribeInstanceInformation,
  SendCommandCommand,
} from "@aws-sdk/client-ssm";
import type { AwsCommands, CommandResult } from "../app/aws.ts";
import { PrivateLinkError } from "../core/model/failure.ts";
import { type ManagedInstance, pingStatuses } from "../core/model/network.ts";
import type { Scope } from "../core/model/scope.ts";
import { parseState } from "../core/model/states.ts";
import { type Attempt, collect } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { optional } from "./mapping.ts";
import type { Reading } from "./reading.ts";

/** States in which SSM is not finished with a command. */
const unfinished = ["Pending", "InProgress", "Delayed", "Cancelling"];

/** Systems Manager's Run Command, behind the port of the use cases. */
export function runCommands(clients: Clients, attempt: Attempt): AwsCommands {
  return {
    managedInstances: (scope, signal, instanceIds) =>
      listManaged({ clients, attempt, scope, signal }, instanceIds),
    sendCommand: (scope, instanceId, script, timeoutSeconds, signal) =>
      sendCommand(clients, attempt, { scope, instanceId, script, timeoutSeconds, signal }),
    commandResult: (scope, commandId, instanceId, signal) =>
      commandResult(clients, attempt, { scope, commandId, instanceId, signal }),
    async cancelCommand(scope, commandId) {
      const client = await clients.ssm(scope);
      const command = new CancelCommandCommand({ CommandId: commandId });
      await attempt(scope, "ssm:CancelCommand", () => client.send(command));
    },
  };
}

/** @param ids Only these, at most fifty; without them, all of the scope. */
export async function listManaged(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  ids?: readonly string[],
): Promise<readonly ManagedInstance[]> {
  if (ids?.length === 0) return [];
  const client = await clients.ssm(scope);
  const input = ids === undefined ? {} : { Filters: [{ Key: "InstanceIds", Values: [...ids] }] };
  const found = await attempt(scope, "ssm:DescribeInstanceInformation", () =>
    collect(
      paginateDescribeInstanceInformation({ client, pageSize: 50 }, input, { abortSignal }),
      (page) => page.InstanceInformationList,
    ),
  );
  return found.map((each) => ({
    instanceId: each.InstanceId ?? "",
    ping: parseState(pingStatuses, each.PingStatus),
    platform: each.PlatformType ?? "",
    ...optional("platformName", each.PlatformName),
    ...optional("platformVersion", each.PlatformVersion),
    ...optional("lastPingAt", each.LastPingDateTime?.getTime()),
  }));
}

interface Sending {
  readonly scope: Scope;
  readonly instanceId: string;
  readonly script: readonly string[];
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

async function sendCommand(clients: Clients, attempt: Attempt, sending: Sending): Promise<string> {
  const { scope, instanceId, script, timeoutSeconds, signal } = sending;
  const client = await clients.ssm(scope);
  const command = new SendCommandCommand({
    InstanceIds: [instanceId],
    DocumentName: "AWS-RunShellScript",
    Comment: "PrivateLink connectivity test",
    Parameters: { commands: [...script], executionTimeout: [String(timeoutSeconds)] },
    // How long SSM may take to deliver it; 30 is the least that AWS allows.
    TimeoutSeconds: 30,
  });
  const { Command } = await attempt(scope, "ssm:SendCommand", () =>
    client.send(command, { abortSignal: signal }),
  );
  return Command?.CommandId ?? "";
}

interface Invocation {
  readonly scope: Scope;
  readonly commandId: string;
  readonly instanceId: string;
  readonly signal: AbortSignal;
}

async function commandResult(
  clients: Clients,
  attempt: Attempt,
  invocation: Invocation,
): Promise<CommandResult> {
  const { scope, commandId, instanceId, signal } = invocation;
  const client = await clients.ssm(scope);
  const command = new GetCommandInvocationCommand({ CommandId: commandId, InstanceId: instanceId });
  try {
    const answer = await attempt(scope, "ssm:GetCommandInvocation", () =>
      client.send(command, { abortSignal: signal }),
    );
    return {
      status: toStatus(answer.Status, answer.StatusDetails),
      output: answer.StandardOutputContent ?? "",
      errors: answer.StandardErrorContent ?? "",
    };
  } catch (error) {
    // SSM answers so for a moment after SendCommand.
    if (error instanceof PrivateLinkError && error.failure.awsCode?.startsWith("InvocationDoesNotExist")) {
      return { status: "running", output: "", errors: "" };
    }
    throw error;
  }
}

/** Of `status` and `details`, as GetCommandInvocation has them, the details say more. */
export function toStatus(status: string | undefined, details: string | undefined): CommandResult["status"] {
  if (status === undefined || unfinished.includes(status)) return "running";
  // AWS writes `Delivery Timed Out` in its guide and `DeliveryTimedOut` in some answers.
  const detail = (details ?? "").replaceAll(" ", "").toLowerCase();
  switch (detail) {
    case "deliverytimedout":
      return "deliveryTimedOut";
    case "executiontimedout":
      return "executionTimedOut";
    case "undeliverable":
    case "terminated":
    case "cancelled":
      return detail;
    default:
      return status === "Cancelled" ? "cancelled" : status === "TimedOut" ? "executionTimedOut" : "finished";
  }
}
