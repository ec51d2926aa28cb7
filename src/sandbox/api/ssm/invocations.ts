import type { Command } from "../../state/compute.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { invocationOutput, listedInvocation } from "./commandOutput.ts";

interface GetCommandInvocation {
  CommandId: string;
  InstanceId: string;
}

interface ListCommandInvocations {
  CommandId?: string;
  InstanceId?: string;
  Details?: boolean;
}

interface CancelCommand {
  CommandId: string;
  InstanceIds?: string[];
}

export function getCommandInvocation(input: GetCommandInvocation, call: Call): object {
  const command = find(call.world.commands, input.CommandId, call);
  const invocation = command?.invocations.find((candidate) => candidate.instanceId === input.InstanceId);
  if (command === undefined || invocation === undefined) throw new AwsError("InvocationDoesNotExist", "");
  return invocationOutput(command, invocation);
}

export function listCommandInvocations(input: ListCommandInvocations, call: Call): object {
  const commands = owned(call.world.commands, call).filter(({ id }) => (input.CommandId ?? id) === id);
  const CommandInvocations = commands.flatMap((command) =>
    command.invocations
      .filter(({ instanceId }) => (input.InstanceId ?? instanceId) === instanceId)
      .map((invocation) => listedInvocation(command, invocation, input.Details ?? false)),
  );
  return { CommandInvocations };
}

export function cancelCommand(input: CancelCommand, call: Call): object {
  const command = find(call.world.commands, input.CommandId, call);
  if (command === undefined)
    throw new AwsError("InvalidCommandId", `The command ${input.CommandId} does not exist.`);
  const stranger = input.InstanceIds?.find((id) => !isInvoked(command, id));
  if (stranger !== undefined)
    throw new AwsError("InvalidInstanceId", `${stranger} is not an instance of the command.`);
  command.cancel.abort();
  for (const invocation of command.invocations.filter(({ status }) => status === "Pending")) {
    invocation.status = "Cancelled";
    invocation.statusDetails = "Cancelled";
    invocation.endedAt = call.clock.now();
  }
  return {};
}

function isInvoked(command: Command, instanceId: string): boolean {
  return command.invocations.some((invocation) => invocation.instanceId === instanceId);
}
