import { resourceId } from "../../state/ids.ts";
import type { ElasticIp, NatGateway, Subnet } from "../../state/network.ts";
import { createNetworkInterface, type InterfacePurpose } from "../../state/networkInterfaces.ts";
import { specifiedTags, type TagSpecification, tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { ownElasticIp } from "./elasticIps.ts";
import { ownSubnet } from "./subnets.ts";

interface CreateNatGateway {
  SubnetId: string;
  AllocationId?: string;
  ConnectivityType?: string;
  ClientToken?: string;
  TagSpecifications?: TagSpecification[];
}

interface DescribeNatGateways extends PageRequest {
  NatGatewayIds?: string[];
  /** The one Describe operation whose filters are called `Filter`. */
  Filter?: Filter[];
}

const readers: FilterReaders<NatGateway> = {
  "nat-gateway-id": (nat) => nat.id,
  "vpc-id": (nat) => nat.vpcId,
  "subnet-id": (nat) => nat.subnetId,
  state: (nat) => nat.state,
};

export function createNatGateway(input: CreateNatGateway, call: Call): object {
  const nat = once(input.ClientToken, input, call, () => newNatGateway(input, call));
  return { NatGateway: natGatewayOutput(nat, call), ClientToken: input.ClientToken };
}

export function describeNatGateways(input: DescribeNatGateways, call: Call): object {
  const chosen =
    input.NatGatewayIds?.map((id) => ownNatGateway(id, call)) ?? owned(call.world.natGateways, call);
  const { items, next } = page(applyFilters(chosen, input.Filter, readers), input);
  return { NatGateways: items.map((nat) => natGatewayOutput(nat, call)), ...next };
}

export function deleteNatGateway({ NatGatewayId }: { NatGatewayId: string }, call: Call): object {
  const nat = ownNatGateway(NatGatewayId, call);
  if (nat.state !== "deleting" && nat.state !== "deleted") {
    nat.state = "deleting";
    call.clock.later("natGatewayChanging", () => vanish(nat, call));
  }
  return { NatGatewayId };
}

function newNatGateway(input: CreateNatGateway, call: Call): NatGateway {
  const subnet = ownSubnet(input.SubnetId, call);
  const address = publicAddress(input, call);
  const id = resourceId("nat");
  const description = `Interface for NAT Gateway ${id}`;
  const purpose: InterfacePurpose = { type: "nat_gateway", description, securityGroupIds: [] };
  const eni = createNetworkInterface(call.world, subnet, purpose);
  if (address !== undefined) address.networkInterfaceId = eni.id;
  const nat: NatGateway = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "natgateway")),
    id,
    state: "pending",
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    networkInterfaceId: eni.id,
    ...(address === undefined ? {} : { allocationId: address.id, publicIp: address.publicIp }),
    createdAt: call.clock.now(),
  };
  call.world.natGateways.set(id, nat);
  call.clock.later("natGatewayChanging", () => settle(nat, subnet, call));
  return nat;
}

/** A public NAT gateway has an Elastic IP address of its own. */
function publicAddress(input: CreateNatGateway, call: Call): ElasticIp | undefined {
  if (input.ConnectivityType === "private") return undefined;
  if (input.AllocationId === undefined) {
    throw new AwsError("MissingParameter", "The request must include the AllocationId parameter.");
  }
  const address = ownElasticIp(input.AllocationId, call);
  if (address.networkInterfaceId === undefined) return address;
  const message = `Elastic IP address [${address.id}] is already associated`;
  throw new AwsError("Resource.AlreadyAssociated", message);
}

/** A public NAT gateway in a VPC without internet gateway fails, some time after it was made. */
function settle(nat: NatGateway, subnet: Subnet, { world }: Call): void {
  if (nat.state !== "pending") return;
  const attached = [...world.internetGateways.values()].some(({ vpcId }) => vpcId === subnet.vpcId);
  nat.state = nat.publicIp === undefined || attached ? "available" : "failed";
  if (nat.state === "available") return;
  const message = `Network ${subnet.vpcId} has no Internet gateway attached`;
  nat.failure = { code: "Gateway.NotAttached", message };
  release(nat, world);
}

function vanish(nat: NatGateway, { world, clock }: Call): void {
  nat.state = "deleted";
  release(nat, world);
  clock.later("forgetting", () => world.natGateways.delete(nat.id));
}

function release(nat: NatGateway, world: Call["world"]): void {
  world.networkInterfaces.delete(nat.networkInterfaceId);
  for (const address of world.elasticIps.values()) {
    if (address.networkInterfaceId === nat.networkInterfaceId) delete address.networkInterfaceId;
  }
}

function ownNatGateway(id: string, call: Call): NatGateway {
  const nat = find(call.world.natGateways, id, call);
  if (nat !== undefined) return nat;
  throw new AwsError("NatGatewayNotFound", `The Nat Gateway ${id} was not found`);
}

function natGatewayOutput(nat: NatGateway, call: Call): object {
  const { failure, publicIp } = nat;
  return {
    NatGatewayId: nat.id,
    VpcId: nat.vpcId,
    SubnetId: nat.subnetId,
    State: nat.state,
    ...(failure === undefined ? {} : { FailureCode: failure.code, FailureMessage: failure.message }),
    ConnectivityType: publicIp === undefined ? "private" : "public",
    CreateTime: nat.createdAt,
    NatGatewayAddresses: [
      {
        NetworkInterfaceId: nat.networkInterfaceId,
        PrivateIp: call.world.networkInterfaces.get(nat.networkInterfaceId)?.privateIp,
        PublicIp: publicIp,
        AllocationId: nat.allocationId,
        IsPrimary: true,
        Status: nat.state === "pending" ? "associating" : "succeeded",
      },
    ],
    Tags: tagList(nat.tags),
  };
}
