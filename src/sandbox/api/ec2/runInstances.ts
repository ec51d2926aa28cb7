import { bootInstance } from "../../guest/boot.ts";
import type { Instance } from "../../state/compute.ts";
import { resourceId } from "../../state/ids.ts";
import { amiParameters } from "../../state/images.ts";
import { createNetworkInterface } from "../../state/networkInterfaces.ts";
import { specifiedTags, type TagSpecification } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { associated, knownProfile, newAssociation, type ProfileReference } from "./instanceProfiles.ts";
import { instanceOutput } from "./instances.ts";
import { attachableGroups } from "./securityGroups.ts";
import { ownSubnet } from "./subnets.ts";

interface RunInstances {
  ImageId?: string;
  InstanceType?: string;
  MinCount: number;
  MaxCount: number;
  SubnetId?: string;
  SecurityGroupIds?: string[];
  NetworkInterfaces?: { SubnetId?: string; Groups?: string[] }[];
  /** Base64. */
  UserData?: string;
  IamInstanceProfile?: ProfileReference;
  TagSpecifications?: TagSpecification[];
  ClientToken?: string;
}

/** AWS's limit for user data before it is encoded. */
const maximumUserData = 16_384;

/** Stands for AWS's quotas, which count virtual CPUs. */
const instancesPerCall = 20;

export function runInstances(input: RunInstances, call: Call): object {
  const instances = once(input.ClientToken, input, call, () => launch(input, call));
  return {
    ReservationId: instances[0]?.reservationId,
    OwnerId: call.account.id,
    Groups: [],
    Instances: instances.map((instance) => instanceOutput(instance, call)),
  };
}

function launch(input: RunInstances, call: Call): Instance[] {
  if (input.MaxCount > instancesPerCall) {
    throw new AwsError(
      "InstanceLimitExceeded",
      `You have requested more than ${instancesPerCall} instances.`,
    );
  }
  const reservationId = resourceId("r");
  return Array.from({ length: input.MaxCount }, () => launchOne(input, reservationId, call));
}

function launchOne(input: RunInstances, reservationId: string, call: Call): Instance {
  const image = imageOf(input.ImageId, call);
  const [firstInterface] = input.NetworkInterfaces ?? [];
  const subnetId = input.SubnetId ?? firstInterface?.SubnetId;
  if (subnetId === undefined) {
    throw new AwsError("MissingInput", "No subnets found for the default VPC. Please specify a subnet.");
  }
  const subnet = ownSubnet(subnetId, call);
  const profile =
    input.IamInstanceProfile === undefined ? undefined : knownProfile(input.IamInstanceProfile, call);
  const groups = attachableGroups(input.SecurityGroupIds ?? firstInterface?.Groups, subnet.vpcId, call);
  const id = resourceId("i");
  const purpose = { type: "interface", description: "", securityGroupIds: groups, instanceId: id } as const;
  const eni = createNetworkInterface(call.world, subnet, purpose);
  const userData = decodedUserData(input.UserData);

  const instance: Instance = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "instance", ["network-interface", "volume"])),
    id,
    state: "pending",
    imageId: image.id,
    instanceType: input.InstanceType ?? "m1.small",
    architecture: image.architecture,
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    zoneId: subnet.zoneId,
    networkInterfaceId: eni.id,
    privateIp: eni.privateIp,
    securityGroupIds: groups,
    reservationId,
    launchedAt: call.clock.now(),
    ...(profile === undefined ? {} : newAssociation(profile)),
    ...(userData === undefined ? {} : { userData }),
    consoleOutput: "",
  };
  call.world.instances.set(id, instance);
  associated(instance, call);
  bootInstance(instance, call.world, call.clock);
  return instance;
}

function imageOf(id: string | undefined, call: Call) {
  const image = amiParameters(call.region).find((candidate) => candidate.id === id);
  if (image !== undefined) return image;
  throw new AwsError("InvalidAMIID.NotFound", `The image id '[${id ?? ""}]' does not exist`);
}

function decodedUserData(encoded: string | undefined): string | undefined {
  if (encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.length <= maximumUserData) return bytes.toString("utf8");
  throw new AwsError("InvalidParameterValue", `User data is limited to ${maximumUserData} bytes`);
}
