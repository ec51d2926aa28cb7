import type { Vpc } from "../../state/network.ts";
import { tagList } from "../../state/tags.ts";
import { bornOptions, vpcDns } from "../../state/vpcDns.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";

interface DescribeVpcs extends PageRequest {
  VpcIds?: string[];
  Filters?: Filter[];
}

const readers: FilterReaders<Vpc> = {
  "vpc-id": (vpc) => vpc.id,
  cidr: (vpc) => vpc.cidr,
  "cidr-block-association.cidr-block": (vpc) => vpc.cidr,
  "ipv6-cidr-block-association.ipv6-cidr-block": (vpc) => vpc.ipv6Cidr,
  "is-default": (vpc) => String(vpc.isDefault),
  "owner-id": (vpc) => vpc.account,
  state: () => "available",
};

export function describeVpcs(input: DescribeVpcs, call: Call): object {
  const chosen = input.VpcIds?.map((id) => ownVpc(id, call)) ?? owned(call.world.vpcs, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, readers), input);
  return { Vpcs: items.map((vpc) => vpcOutput(vpc, call.world)), ...next };
}

/** The caller's VPC; throws `InvalidVpcID.NotFound`. */
export function ownVpc(id: string, call: Call): Vpc {
  const vpc = find(call.world.vpcs, id, call);
  if (vpc === undefined) throw new AwsError("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`);
  return vpc;
}

/** A VPC as the API shows it. */
export function vpcOutput(vpc: Vpc, world: World): object {
  return {
    VpcId: vpc.id,
    CidrBlock: vpc.cidr,
    CidrBlockAssociationSet: [
      {
        AssociationId: vpc.id.replace("vpc-", "vpc-cidr-assoc-"),
        CidrBlock: vpc.cidr,
        CidrBlockState: { State: "associated" },
      },
    ],
    ...ipv6Members(vpc),
    DhcpOptionsId: vpcDns(world, vpc).dhcpOptionsId ?? bornOptions(world, vpc).id,
    InstanceTenancy: "default",
    IsDefault: vpc.isDefault,
    OwnerId: vpc.account,
    State: "available",
    Tags: tagList(vpc.tags),
  };
}

function ipv6Members({ id, ipv6Cidr, region }: Vpc): object {
  if (ipv6Cidr === undefined) return {};
  const association = {
    AssociationId: id.replace("vpc-", "vpc-cidr-assoc-"),
    Ipv6CidrBlock: ipv6Cidr,
    Ipv6CidrBlockState: { State: "associated" },
    NetworkBorderGroup: region,
    Ipv6Pool: "Amazon",
  };
  return { Ipv6CidrBlockAssociationSet: [association] };
}
