import { resourceId } from "../../state/ids.ts";
import type { ElasticIp } from "../../state/network.ts";
import { specifiedTags, type TagSpecification, tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";

interface AllocateAddress {
  TagSpecifications?: TagSpecification[];
}

interface DescribeAddresses {
  AllocationIds?: string[];
  PublicIps?: string[];
  Filters?: Filter[];
}

const readers: FilterReaders<ElasticIp> = {
  "allocation-id": ({ id }) => id,
  "public-ip": ({ publicIp }) => publicIp,
  "network-interface-id": ({ networkInterfaceId }) => networkInterfaceId,
  domain: () => "vpc",
};

export function allocateAddress(input: AllocateAddress, call: Call): object {
  const address: ElasticIp = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "elastic-ip")),
    id: resourceId("eipalloc"),
    publicIp: freePublicIp(call),
  };
  call.world.elasticIps.set(address.id, address);
  const { id: AllocationId, publicIp: PublicIp, region } = address;
  return { AllocationId, PublicIp, Domain: "vpc", NetworkBorderGroup: region, PublicIpv4Pool: "amazon" };
}

/** AWS does not page this list. */
export function describeAddresses(input: DescribeAddresses, call: Call): object {
  const all = owned(call.world.elasticIps, call);
  const unknown = input.PublicIps?.find((ip) => !all.some(({ publicIp }) => publicIp === ip));
  if (unknown !== undefined) {
    throw new AwsError("InvalidAddress.NotFound", `Address '${unknown}' not found.`);
  }
  const named = input.AllocationIds?.map((id) => ownElasticIp(id, call)) ?? all;
  const chosen = named.filter(({ publicIp }) => input.PublicIps?.includes(publicIp) ?? true);
  const addresses = applyFilters(chosen, input.Filters, readers).map((address) => ({
    AllocationId: address.id,
    PublicIp: address.publicIp,
    Domain: "vpc",
    NetworkInterfaceId: address.networkInterfaceId,
    NetworkBorderGroup: address.region,
    PublicIpv4Pool: "amazon",
    Tags: tagList(address.tags),
  }));
  return { Addresses: addresses };
}

export function releaseAddress({ AllocationId = "" }: { AllocationId?: string }, call: Call): object {
  const address = ownElasticIp(AllocationId, call);
  if (address.networkInterfaceId !== undefined) {
    throw new AwsError("InvalidIPAddress.InUse", `Address ${address.publicIp} is in use.`);
  }
  call.world.elasticIps.delete(address.id);
  return {};
}

/** The caller's Elastic IP address; throws `InvalidAllocationID.NotFound`. */
export function ownElasticIp(id: string, call: Call): ElasticIp {
  const address = find(call.world.elasticIps, id, call);
  if (address !== undefined) return address;
  throw new AwsError("InvalidAllocationID.NotFound", `The allocation ID '${id}' does not exist`);
}

/** From a network that is set aside for documentation, so that it is nobody's. */
function freePublicIp({ world }: Call): string {
  const taken = new Set([...world.elasticIps.values()].map(({ publicIp }) => publicIp));
  for (let host = 1; host < 255; host += 1) {
    const candidate = `198.51.100.${host}`;
    if (!taken.has(candidate)) return candidate;
  }
  throw new AwsError("AddressLimitExceeded", "The maximum number of addresses has been reached.");
}
