import type { Command, Invocation } from "../../state/compute.ts";

/** Name of the one step of AWS-RunShellScript. */
const pluginName = "aws:runShellScript";

/** ListCommandInvocations shows less of the output than GetCommandInvocation. */
const listedOutput = 2500;

export function commandOutput(command: Command): object {
  const finished = command.invocations.filter((invocation) => invocation.endedAt !== undefined);
  const status = command.invocations[0]?.status ?? "Pending";
  return {
    CommandId: command.id,
    DocumentName: command.documentName,
    Comment: command.comment,
    Parameters: command.parameters,
    InstanceIds: command.invocations.map((invocation) => invocation.instanceId),
    RequestedDateTime: command.requestedAt,
    ExpiresAfter: new Date(command.requestedAt.getTime() + command.timeoutSeconds * 1000),
    TimeoutSeconds: command.timeoutSeconds,
    Status: status,
    StatusDetails: status,
    TargetCount: command.invocations.length,
    CompletedCount: finished.length,
    ErrorCount: finished.filter((invocation) => invocation.status !== "Success").length,
  };
}

/** An invocation as GetCommandInvocation shows it. */
export function invocationOutput(command: Command, invocation: Invocation): object {
  const { startedAt, endedAt } = invocation;
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    Comment: command.comment,
    DocumentName: command.documentName,
    PluginName: pluginName,
    ResponseCode: invocation.responseCode,
    // Unlike everywhere else in this API, these two times are text, empty until they are known.
    ExecutionStartDateTime: startedAt?.toISOString() ?? "",
    ExecutionEndDateTime: endedAt?.toISOString() ?? "",
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    StandardOutputContent: invocation.standardOutput,
    StandardOutputUrl: "",
    StandardErrorContent: invocation.standardError,
    StandardErrorUrl: "",
  };
}

/** An invocation as ListCommandInvocations shows it. */
export function listedInvocation(command: Command, invocation: Invocation, details: boolean): object {
  const plugin = {
    Name: pluginName,
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    ResponseCode: invocation.responseCode,
    ResponseStartDateTime: invocation.startedAt,
    ResponseFinishDateTime: invocation.endedAt,
    Output: (invocation.standardOutput + invocation.standardError).slice(0, listedOutput),
  };
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    Comment: command.comment,
    DocumentName: command.documentName,
    RequestedDateTime: command.requestedAt,
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    CommandPlugins: details ? [plugin] : [],
  };
}
