import type { Instance, ManagedInstance } from "../../state/compute.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned } from "../call.ts";
import { type SsmPageRequest, ssmPage } from "./paging.ts";

interface DescribeInstanceInformation extends SsmPageRequest {
  Filters?: { Key: string; Values: string[] }[];
  InstanceInformationFilterList?: { key: string; valueSet: string[] }[];
}

interface Node {
  instance: Instance;
  managed: ManagedInstance;
}

export function describeInstanceInformation(input: DescribeInstanceInformation, call: Call): object {
  const older = (input.InstanceInformationFilterList ?? []).map(({ key, valueSet }) => ({
    Key: key,
    Values: valueSet,
  }));
  const nodes = [...(input.Filters ?? []), ...older].reduce(
    (remaining, { Key, Values }) => remaining.filter((node) => Values.includes(filteredValue(node, Key))),
    managedNodes(call),
  );
  const { items, next } = ssmPage(nodes, input, { minimum: 5, initial: 10 });
  return { InstanceInformationList: items.map((node) => nodeOutput(node, call)), ...next };
}

/** Whether Session Manager could open a session; a target that is no node is not connected either. */
export function getConnectionStatus({ Target }: { Target: string }, call: Call): object {
  const online = managedNodes(call).some(
    ({ instance, managed }) => instance.id === Target && managed.pingStatus === "Online",
  );
  return { Target, Status: online ? "connected" : "notconnected" };
}

/** The caller's nodes. Stopped and terminated instances are not listed, as on AWS. */
export function managedNodes(call: Call): Node[] {
  return owned(call.world.instances, call).flatMap((instance) => {
    const managed = call.world.managedInstances.get(instance.id);
    return managed === undefined || instance.state !== "running" ? [] : [{ instance, managed }];
  });
}

function filteredValue({ instance, managed }: Node, key: string): string {
  if (key === "InstanceIds") return instance.id;
  if (key === "PingStatus") return managed.pingStatus;
  if (key === "PlatformTypes" || key === "PlatformType") return "Linux";
  if (key === "ResourceType") return "EC2Instance";
  if (key.startsWith("tag:")) return instance.tags.get(key.slice("tag:".length)) ?? "";
  throw new AwsError("InvalidInstanceInformationFilterValue", `The filter key ${key} is not known.`);
}

function nodeOutput({ instance, managed }: Node, call: Call): object {
  return {
    InstanceId: instance.id,
    PingStatus: managed.pingStatus,
    LastPingDateTime: call.clock.now(),
    RegistrationDate: managed.registeredAt,
    AgentVersion: "3.3.2299.0",
    IsLatestVersion: true,
    PlatformType: "Linux",
    PlatformName: "Amazon Linux",
    PlatformVersion: "2023",
    ResourceType: "EC2Instance",
    IPAddress: instance.privateIp,
    ComputerName: `ip-${instance.privateIp.replaceAll(".", "-")}.ec2.internal`,
    SourceId: instance.id,
    SourceType: "AWS::EC2::Instance",
  };
}
