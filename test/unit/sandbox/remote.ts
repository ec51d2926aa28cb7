import {
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  type GetCommandInvocationResult,
  SendCommandCommand,
} from "@aws-sdk/client-ssm";
import { type Clients, eventually } from "./clients.ts";

/** Id of the one instance of an account that Systems Manager can reach. */
export async function managedInstance({ ssm }: Clients): Promise<string> {
  const listed = await ssm.send(new DescribeInstanceInformationCommand({}));
  const id = listed.InstanceInformationList?.[0]?.InstanceId;
  if (id === undefined) throw new Error("The account has no managed instance.");
  return id;
}

/** Runs lines on an instance by Systems Manager and waits for their end. */
export async function runRemotely(
  { ssm }: Clients,
  InstanceId: string,
  commands: string[],
): Promise<GetCommandInvocationResult> {
  const parameters = {
    DocumentName: "AWS-RunShellScript",
    InstanceIds: [InstanceId],
    Parameters: { commands },
  };
  const { Command } = await ssm.send(new SendCommandCommand(parameters));
  const CommandId = Command?.CommandId;
  return eventually(async () => {
    const invocation = await ssm.send(new GetCommandInvocationCommand({ CommandId, InstanceId }));
    return ["Pending", "InProgress"].includes(invocation.Status ?? "") ? undefined : invocation;
  });
}

/** One quiet request: its exit code and what it printed. */
export async function curl(clients: Clients, instanceId: string, url: string) {
  const command = `curl -sS --connect-timeout 0.5 '${url}'`;
  const { ResponseCode, StandardOutputContent } = await runRemotely(clients, instanceId, [command]);
  return { exitCode: ResponseCode, output: StandardOutputContent };
}
