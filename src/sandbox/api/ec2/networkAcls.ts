import { derivedId, resourceId } from "../../state/ids.ts";
import type { Subnet } from "../../state/network.ts";
import { type AclEntry, defaultAcl, guardedSubnets, type NetworkAcl } from "../../state/networkAcls.ts";
import { specifiedTags, type TagSpecification, tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { ownVpc } from "./vpcs.ts";

interface DescribeNetworkAcls extends PageRequest {
  NetworkAclIds?: string[];
  Filters?: Filter[];
}

interface CreateNetworkAcl {
  VpcId: string;
  TagSpecifications?: TagSpecification[];
  ClientToken?: string;
}

interface ReplaceAssociation {
  AssociationId: string;
  NetworkAclId: string;
}

/** The entry that ends every list, which nobody can change. */
const lastRule = 32_767;

export function describeNetworkAcls(input: DescribeNetworkAcls, call: Call): object {
  const acls = allAcls(call);
  const chosen = input.NetworkAclIds?.map((id) => ownAcl(id, call)) ?? acls;
  const { items, next } = page(applyFilters(chosen, input.Filters, readersFor(call)), input);
  return { NetworkAcls: items.map((acl) => aclOutput(acl, call)), ...next };
}

/** A new network ACL lets nothing pass. */
export function createNetworkAcl(input: CreateNetworkAcl, call: Call): object {
  const acl = once(input.ClientToken, input, call, () => {
    const created: NetworkAcl = {
      ...ownedBy(call, specifiedTags(input.TagSpecifications, "network-acl")),
      id: resourceId("acl"),
      vpcId: ownVpc(input.VpcId, call).id,
      isDefault: false,
      entries: [],
      subnetIds: [],
    };
    call.world.networkAcls.set(created.id, created);
    return created;
  });
  return { NetworkAcl: aclOutput(acl, call), ClientToken: input.ClientToken };
}

export function deleteNetworkAcl(input: { NetworkAclId: string }, call: Call): object {
  const acl = ownAcl(input.NetworkAclId, call);
  if (acl.isDefault) {
    throw new AwsError("InvalidParameterValue", `cannot delete default network ACL ${acl.id}`);
  }
  if (guardedSubnets(call.world, acl).length > 0) {
    const message = `network ACL '${acl.id}' has dependencies and cannot be deleted.`;
    throw new AwsError("DependencyViolation", message);
  }
  call.world.networkAcls.delete(acl.id);
  return {};
}

/** Every subnet always has exactly one network ACL, so an association is only ever replaced. */
export function replaceNetworkAclAssociation(input: ReplaceAssociation, call: Call): object {
  const acl = ownAcl(input.NetworkAclId, call);
  const acls = allAcls(call);
  const subnet = acls
    .flatMap((candidate) => guardedSubnets(call.world, candidate).map((each) => ({ candidate, each })))
    .find(({ candidate, each }) => association(candidate, each) === input.AssociationId)?.each;
  if (subnet === undefined) {
    const message = `The association ID '${input.AssociationId}' does not exist`;
    throw new AwsError("InvalidAssociationID.NotFound", message);
  }
  if (subnet.vpcId !== acl.vpcId) {
    throw new AwsError("InvalidParameterValue", `${acl.id} and ${subnet.id} belong to different networks`);
  }
  for (const other of acls) other.subnetIds = other.subnetIds.filter((id) => id !== subnet.id);
  if (!acl.isDefault) acl.subnetIds.push(subnet.id);
  return { NewAssociationId: association(acl, subnet) };
}

/** The caller's network ACL; throws `InvalidNetworkAclID.NotFound`. */
export function ownAcl(id: string, call: Call): NetworkAcl {
  const acl = allAcls(call).find((candidate) => candidate.id === id);
  if (acl !== undefined) return acl;
  throw new AwsError("InvalidNetworkAclID.NotFound", `The networkAcl ID '${id}' does not exist`);
}

/** The caller's network ACLs, with the default one of every VPC. */
function allAcls(call: Call): NetworkAcl[] {
  for (const vpc of owned(call.world.vpcs, call)) defaultAcl(call.world, vpc);
  return owned(call.world.networkAcls, call);
}

function association(acl: NetworkAcl, subnet: Subnet): string {
  return derivedId("aclassoc", acl.id, subnet.id);
}

function readersFor(call: Call): FilterReaders<NetworkAcl> {
  const subnets = (acl: NetworkAcl) => guardedSubnets(call.world, acl);
  const entries = (read: (entry: AclEntry) => string | undefined) => (acl: NetworkAcl) =>
    acl.entries.map(read).filter((value) => value !== undefined);
  return {
    "network-acl-id": (acl) => acl.id,
    "vpc-id": (acl) => acl.vpcId,
    "owner-id": (acl) => acl.account,
    default: (acl) => String(acl.isDefault),
    "association.network-acl-id": (acl) => acl.id,
    "association.subnet-id": (acl) => subnets(acl).map(({ id }) => id),
    "association.association-id": (acl) => subnets(acl).map((subnet) => association(acl, subnet)),
    "entry.cidr": entries(({ cidr }) => cidr),
    "entry.egress": entries(({ egress }) => String(egress)),
    "entry.protocol": entries(({ protocol }) => protocol),
    "entry.rule-action": entries(({ allow }) => (allow ? "allow" : "deny")),
    "entry.rule-number": entries(({ ruleNumber }) => String(ruleNumber)),
  };
}

function aclOutput(acl: NetworkAcl, call: Call): object {
  const last = (egress: boolean): AclEntry => ({
    ruleNumber: lastRule,
    egress,
    protocol: "-1",
    cidr: "0.0.0.0/0",
    allow: false,
  });
  const ordered = [...acl.entries, last(true), last(false)].sort(
    (a, b) => Number(b.egress) - Number(a.egress) || a.ruleNumber - b.ruleNumber,
  );
  return {
    NetworkAclId: acl.id,
    VpcId: acl.vpcId,
    OwnerId: acl.account,
    IsDefault: acl.isDefault,
    Associations: guardedSubnets(call.world, acl).map((subnet) => ({
      NetworkAclAssociationId: association(acl, subnet),
      NetworkAclId: acl.id,
      SubnetId: subnet.id,
    })),
    Entries: ordered.map(entryOutput),
    Tags: tagList(acl.tags),
  };
}

function entryOutput(entry: AclEntry): object {
  const { fromPort, toPort } = entry;
  return {
    RuleNumber: entry.ruleNumber,
    Egress: entry.egress,
    Protocol: entry.protocol,
    RuleAction: entry.allow ? "allow" : "deny",
    CidrBlock: entry.cidr,
    Ipv6CidrBlock: entry.cidrIpv6,
    ...(fromPort === undefined ? {} : { PortRange: { From: fromPort, To: toPort } }),
  };
}
