import type { NetworkInterface } from "../../state/network.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find } from "../call.ts";
import { ownInstance } from "./instances.ts";
import { attachableGroups } from "./securityGroups.ts";

interface ModifyInstance {
  InstanceId: string;
  Groups?: string[];
}

interface ModifyInterface {
  NetworkInterfaceId: string;
  Groups?: string[];
}

/** An instance's groups are those of its primary network interface: changing either changes both. */
export function modifyInstanceAttribute(input: ModifyInstance, call: Call): object {
  const { networkInterfaceId } = ownInstance(input.InstanceId, call);
  return replaceGroups(networkInterfaceId, input.Groups, call);
}

export function modifyNetworkInterfaceAttribute(input: ModifyInterface, call: Call): object {
  return replaceGroups(input.NetworkInterfaceId, input.Groups, call);
}

function replaceGroups(interfaceId: string, groups: string[] | undefined, call: Call): object {
  const eni = find(call.world.networkInterfaces, interfaceId, call);
  if (eni === undefined) {
    const message = `The networkInterface ID '${interfaceId}' does not exist`;
    throw new AwsError("InvalidNetworkInterfaceID.NotFound", message);
  }
  if (groups === undefined) {
    throw new AwsError("UnsupportedOperation", "The sandbox only modifies the attribute Groups.");
  }
  refuseManaged(eni);
  eni.securityGroupIds = attachableGroups(groups, eni.vpcId, call);
  const instance = call.world.instances.get(eni.instanceId ?? "");
  if (instance?.networkInterfaceId === eni.id) instance.securityGroupIds = eni.securityGroupIds;
  return {};
}

/** What an AWS service made is changed through that service. */
function refuseManaged({ requesterManaged, id }: NetworkInterface): void {
  if (!requesterManaged) return;
  const message = `You are not allowed to manage the network interface '${id}': a service made it.`;
  throw new AwsError("OperationNotPermitted", message);
}
