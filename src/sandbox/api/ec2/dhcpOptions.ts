import { resourceId } from "../../state/ids.ts";
import { specifiedTags, type TagSpecification, tagList } from "../../state/tags.ts";
import { bornOptions, type DhcpOptions, vpcDns } from "../../state/vpcDns.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { ownVpc } from "./vpcs.ts";

interface DescribeDhcpOptions extends PageRequest {
  DhcpOptionsIds?: string[];
  Filters?: Filter[];
}

interface CreateDhcpOptions {
  DhcpConfigurations: { Key?: string; Values?: string[] }[];
  TagSpecifications?: TagSpecification[];
}

const knownKeys = [
  "domain-name",
  "domain-name-servers",
  "ipv6-address-preferred-lease-time",
  "netbios-name-servers",
  "netbios-node-type",
  "ntp-servers",
];

const readers: FilterReaders<DhcpOptions> = {
  "dhcp-options-id": (options) => options.id,
  "owner-id": (options) => options.account,
  key: (options) => [...options.configurations.keys()],
  value: (options) => [...options.configurations.values()].flat(),
};

export function describeDhcpOptions(input: DescribeDhcpOptions, call: Call): object {
  bornOptions(call.world, ownedBy(call));
  const all = owned(call.world.dhcpOptions, call);
  const chosen = input.DhcpOptionsIds?.map((id) => ownOptions(id, call)) ?? all;
  const { items, next } = page(applyFilters(chosen, input.Filters, readers), input);
  return { DhcpOptions: items.map(optionsOutput), ...next };
}

export function createDhcpOptions(input: CreateDhcpOptions, call: Call): object {
  const configurations = new Map<string, string[]>();
  for (const { Key = "", Values = [] } of input.DhcpConfigurations) {
    if (!knownKeys.includes(Key) || Values.length === 0) {
      throw new AwsError(
        "InvalidParameterValue",
        `Value (${Key}) for parameter dhcpConfiguration is invalid.`,
      );
    }
    configurations.set(Key, Values);
  }
  const options: DhcpOptions = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "dhcp-options")),
    id: resourceId("dopt"),
    configurations,
  };
  call.world.dhcpOptions.set(options.id, options);
  return { DhcpOptions: optionsOutput(options) };
}

/** `default` takes a VPC's options away. */
export function associateDhcpOptions(input: { DhcpOptionsId: string; VpcId: string }, call: Call): object {
  const { world } = call;
  const vpc = ownVpc(input.VpcId, call);
  const id = input.DhcpOptionsId === "default" ? "default" : ownOptions(input.DhcpOptionsId, call).id;
  world.vpcDns.set(vpc.id, { ...vpcDns(world, vpc), dhcpOptionsId: id });
  return {};
}

export function deleteDhcpOptions(input: { DhcpOptionsId: string }, call: Call): object {
  const { world } = call;
  const { id } = ownOptions(input.DhcpOptionsId, call);
  if (
    owned(world.vpcs, call).some(
      (vpc) => (vpcDns(world, vpc).dhcpOptionsId ?? bornOptions(world, vpc).id) === id,
    )
  ) {
    throw new AwsError(
      "DependencyViolation",
      `The dhcpOptions '${id}' has dependencies and cannot be deleted.`,
    );
  }
  world.dhcpOptions.delete(id);
  return {};
}

function ownOptions(id: string, call: Call): DhcpOptions {
  bornOptions(call.world, ownedBy(call));
  const options = find(call.world.dhcpOptions, id, call);
  if (options !== undefined) return options;
  throw new AwsError("InvalidDhcpOptionID.NotFound", `The dhcpOption ID '${id}' does not exist`);
}

function optionsOutput(options: DhcpOptions): object {
  return {
    DhcpOptionsId: options.id,
    OwnerId: options.account,
    DhcpConfigurations: [...options.configurations].map(([Key, values]) => ({
      Key,
      Values: values.map((Value) => ({ Value })),
    })),
    Tags: tagList(options.tags),
  };
}
