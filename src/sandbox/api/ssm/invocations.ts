import type { Command, Invocation } from "../../state/compute.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { invocationOutput, listedInvocation } from "./commandOutput.ts";
import { type SsmPageRequest, ssmPage } from "./paging.ts";

interface GetCommandInvocation {
  CommandId: string;
  InstanceId: string;
}

interface ListCommandInvocations extends SsmPageRequest {
  CommandId?: string;
  InstanceId?: string;
  Details?: boolean;
  Filters?: { key: string; value: string }[];
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
  const invocations = commands.flatMap((command) =>
    command.invocations
      .filter(({ instanceId }) => (input.InstanceId ?? instanceId) === instanceId)
      .filter((invocation) => (input.Filters ?? []).every((filter) => passes(command, invocation, filter)))
      .map((invocation) => ({ command, invocation })),
  );
  const { items, next } = ssmPage(invocations, input, { minimum: 1, initial: 50 });
  return {
    CommandInvocations: items.map(({ command, invocation }) =>
      listedInvocation(command, invocation, input.Details ?? false),
    ),
    ...next,
  };
}

function passes(
  command: Command,
  invocation: Invocation,
  { key, value }: { key: string; value: string },
): boolean {
  if (key === "Status") return invocation.status === value;
  if (key === "DocumentName") return command.documentName === value;
  if (key === "InvokedAfter") return command.requestedAt >= new Date(value);
  if (key === "InvokedBefore") return command.requestedAt < new Date(value);
  throw new AwsError("InvalidFilterKey", `The filter key ${key} is not valid for command invocations.`);
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
