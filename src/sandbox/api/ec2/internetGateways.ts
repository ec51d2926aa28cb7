import { resourceId } from "../../state/ids.ts";
import type { InternetGateway } from "../../state/network.ts";
import { specifiedTags, type TagSpecification, tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { ownVpc } from "./vpcs.ts";

interface CreateInternetGateway {
  TagSpecifications?: TagSpecification[];
}

interface DescribeInternetGateways extends PageRequest {
  InternetGatewayIds?: string[];
  Filters?: Filter[];
}

interface Attachment {
  InternetGatewayId: string;
  VpcId: string;
}

const readers: FilterReaders<InternetGateway> = {
  "internet-gateway-id": ({ id }) => id,
  "attachment.vpc-id": ({ vpcId }) => vpcId,
  "attachment.state": ({ vpcId }) => (vpcId === undefined ? undefined : "available"),
  "owner-id": ({ account }) => account,
};

export function createInternetGateway(input: CreateInternetGateway, call: Call): object {
  const gateway: InternetGateway = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "internet-gateway")),
    id: resourceId("igw"),
  };
  call.world.internetGateways.set(gateway.id, gateway);
  return { InternetGateway: gatewayOutput(gateway) };
}

export function describeInternetGateways(input: DescribeInternetGateways, call: Call): object {
  const chosen =
    input.InternetGatewayIds?.map((id) => ownGateway(id, call)) ?? owned(call.world.internetGateways, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, readers), input);
  return { InternetGateways: items.map(gatewayOutput), ...next };
}

export function attachInternetGateway(input: Attachment, call: Call): object {
  const gateway = ownGateway(input.InternetGatewayId, call);
  const vpc = ownVpc(input.VpcId, call);
  if (gateway.vpcId !== undefined) {
    const message = `resource ${gateway.id} is already attached to network ${gateway.vpcId}`;
    throw new AwsError("Resource.AlreadyAssociated", message);
  }
  if (owned(call.world.internetGateways, call).some(({ vpcId }) => vpcId === vpc.id)) {
    const message = `Network ${vpc.id} already has an internet gateway attached`;
    throw new AwsError("InvalidParameterValue", message);
  }
  gateway.vpcId = vpc.id;
  return {};
}

export function detachInternetGateway(input: Attachment, call: Call): object {
  const gateway = ownGateway(input.InternetGatewayId, call);
  const vpc = ownVpc(input.VpcId, call);
  if (gateway.vpcId !== vpc.id) {
    throw new AwsError("Gateway.NotAttached", `resource ${gateway.id} is not attached to network ${vpc.id}`);
  }
  if (hasPublicAddress(vpc.id, call)) {
    const advice = "Please unmap those public address(es) before detaching the gateway.";
    const message = `Network ${vpc.id} has some mapped public address(es). ${advice}`;
    throw new AwsError("DependencyViolation", message);
  }
  delete gateway.vpcId;
  return {};
}

export function deleteInternetGateway(input: { InternetGatewayId: string }, call: Call): object {
  const gateway = ownGateway(input.InternetGatewayId, call);
  if (gateway.vpcId !== undefined) {
    const message = `The internetGateway '${gateway.id}' has dependencies and cannot be deleted.`;
    throw new AwsError("DependencyViolation", message);
  }
  call.world.internetGateways.delete(gateway.id);
  return {};
}

function hasPublicAddress(vpcId: string, { world }: Call): boolean {
  return [...world.elasticIps.values()].some(
    ({ networkInterfaceId = "" }) => world.networkInterfaces.get(networkInterfaceId)?.vpcId === vpcId,
  );
}

function ownGateway(id: string, call: Call): InternetGateway {
  const gateway = find(call.world.internetGateways, id, call);
  if (gateway !== undefined) return gateway;
  throw new AwsError("InvalidInternetGatewayID.NotFound", `The internetGateway ID '${id}' does not exist`);
}

function gatewayOutput({ id, vpcId, account, tags }: InternetGateway): object {
  return {
    InternetGatewayId: id,
    Attachments: vpcId === undefined ? [] : [{ VpcId: vpcId, State: "available" }],
    OwnerId: account,
    Tags: tagList(tags),
  };
}
