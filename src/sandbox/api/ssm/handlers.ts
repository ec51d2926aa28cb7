import type { GuestShell } from "../../guest/shell.ts";
import { amiParameters } from "../../state/images.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call, Handlers } from "../call.ts";
import { cancelCommand, getCommandInvocation, listCommandInvocations } from "./invocations.ts";
import { describeInstanceInformation, getConnectionStatus } from "./managedInstances.ts";
import { sendCommand } from "./sendCommand.ts";

/** Systems Manager; `shell` is what its commands run in. */
export function ssmHandlers(shell: GuestShell): Handlers {
  return {
    CancelCommand: cancelCommand,
    DescribeInstanceInformation: describeInstanceInformation,
    GetCommandInvocation: getCommandInvocation,
    GetConnectionStatus: getConnectionStatus,
    GetParameter: getParameter,
    ListCommandInvocations: listCommandInvocations,
    SendCommand: (input: Parameters<typeof sendCommand>[0], call: Call) => sendCommand(input, call, shell),
  };
}

/** Only the public parameters that name machine images. */
function getParameter(input: { Name: string }, call: Call): object {
  const image = amiParameters(call.region).find((candidate) => candidate.parameter === input.Name);
  if (image === undefined) throw new AwsError("ParameterNotFound", `Parameter ${input.Name} not found.`);
  const ARN = `arn:aws:ssm:${call.region}::parameter${image.parameter}`;
  return {
    Parameter: { Name: image.parameter, Type: "String", Value: image.id, Version: 1, ARN, DataType: "text" },
  };
}
