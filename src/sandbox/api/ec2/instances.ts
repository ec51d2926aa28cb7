import type { Instance, InstanceState } from "../../state/compute.ts";
import { zoneName } from "../../state/regions.ts";
import { tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { groupIdentifiers } from "./networkInterfaces.ts";

interface DescribeInstances extends PageRequest {
  InstanceIds?: string[];
  Filters?: Filter[];
}

/** AWS's numbers for the states. */
const stateCodes: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

const readers: FilterReaders<Instance> = {
  "instance-id": (instance) => instance.id,
  "instance-state-name": (instance) => instance.state,
  "instance-type": (instance) => instance.instanceType,
  "vpc-id": (instance) => instance.vpcId,
  "subnet-id": (instance) => instance.subnetId,
  "private-ip-address": (instance) => instance.privateIp,
  "instance.group-id": (instance) => instance.securityGroupIds,
  "network-interface.vpc-id": (instance) => instance.vpcId,
  "network-interface.subnet-id": (instance) => instance.subnetId,
  "image-id": (instance) => instance.imageId,
  architecture: (instance) => instance.architecture,
  "iam-instance-profile.arn": (instance) => instance.instanceProfileArn,
  "network-interface.network-interface-id": (instance) => instance.networkInterfaceId,
  "reservation-id": (instance) => instance.reservationId,
  "availability-zone-id": (instance) => instance.zoneId,
};

export function describeInstances(input: DescribeInstances, call: Call): object {
  const chosen = input.InstanceIds?.map((id) => ownInstance(id, call)) ?? owned(call.world.instances, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, readers), input);
  const reservations = Map.groupBy(items, (instance) => instance.reservationId);
  return {
    Reservations: [...reservations].map(([ReservationId, instances]) => ({
      ReservationId,
      OwnerId: call.account.id,
      Groups: [],
      Instances: instances.map((instance) => instanceOutput(instance, call)),
    })),
    ...next,
  };
}

export function getConsoleOutput(input: { InstanceId: string }, call: Call): object {
  const instance = ownInstance(input.InstanceId, call);
  const Output = Buffer.from(instance.consoleOutput).toString("base64");
  return { InstanceId: instance.id, Output, Timestamp: call.clock.now() };
}

/** The caller's instance; throws `InvalidInstanceID.NotFound`. */
export function ownInstance(id: string, call: Call): Instance {
  const instance = find(call.world.instances, id, call);
  if (instance !== undefined) return instance;
  throw new AwsError("InvalidInstanceID.NotFound", `The instance ID '${id}' does not exist`);
}

/** A state as instances carry it. */
export function stateOutput(state: InstanceState): object {
  return { Name: state, Code: stateCodes[state] };
}

export function instanceOutput(instance: Instance, call: Call): object {
  const terminated = instance.state === "terminated";
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    InstanceType: instance.instanceType,
    Architecture: instance.architecture,
    State: stateOutput(instance.state),
    LaunchTime: instance.launchedAt,
    Placement: {
      AvailabilityZone: zoneName(call.account, instance.region, instance.zoneId),
      Tenancy: "default",
    },
    ...(instance.instanceProfileArn === undefined
      ? {}
      : { IamInstanceProfile: profileOutput(instance.instanceProfileArn, call) }),
    MetadataOptions: {
      State: "applied",
      HttpTokens: "required",
      HttpEndpoint: "enabled",
      HttpPutResponseHopLimit: 2,
    },
    PlatformDetails: "Linux/UNIX",
    RootDeviceType: "ebs",
    VirtualizationType: "hvm",
    ...(terminated ? {} : networkMembers(instance, call)),
    Tags: tagList(instance.tags),
  };
}

function profileOutput(Arn: string, call: Call): object {
  return { Arn, Id: call.world.instanceProfiles.get(Arn)?.id };
}

/** A terminated instance is still described for a while, but has no place in a network any more. */
function networkMembers(instance: Instance, call: Call): object {
  const groups = groupIdentifiers(call.world, instance.securityGroupIds);
  return {
    VpcId: instance.vpcId,
    SubnetId: instance.subnetId,
    PrivateIpAddress: instance.privateIp,
    SecurityGroups: groups,
    NetworkInterfaces: [
      {
        NetworkInterfaceId: instance.networkInterfaceId,
        VpcId: instance.vpcId,
        SubnetId: instance.subnetId,
        PrivateIpAddress: instance.privateIp,
        Groups: groups,
        InterfaceType: "interface",
        OwnerId: instance.account,
        Status: "in-use",
      },
    ],
  };
}
