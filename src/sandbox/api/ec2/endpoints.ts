import type { Endpoint } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { endpointOutput } from "./endpointOutput.ts";
import { becomeAvailable, checkPrivateDns, ownEndpoint } from "./endpointRules.ts";
import { attachableGroups } from "./securityGroups.ts";
import { changeEach, refuseMembers } from "./unsuccessful.ts";
import { visibleService } from "./visibleServices.ts";

interface DescribeEndpoints extends PageRequest {
  VpcEndpointIds?: string[];
  Filters?: Filter[];
}

interface ModifyEndpoint {
  VpcEndpointId: string;
  AddSecurityGroupIds?: string[];
  RemoveSecurityGroupIds?: string[];
  PrivateDnsEnabled?: boolean;
}

const readers: FilterReaders<Endpoint> = {
  "vpc-endpoint-id": (endpoint) => endpoint.id,
  "vpc-endpoint-state": (endpoint) => endpoint.state,
  "vpc-endpoint-type": () => "Interface",
  "vpc-id": (endpoint) => endpoint.vpcId,
  "service-name": (endpoint) => endpoint.serviceName,
  "service-region": (endpoint) => endpoint.region,
  "ip-address-type": () => "ipv4",
};

/** What AWS can modify and the sandbox cannot. */
const unsupported = [
  "AddRouteTableIds",
  "AddSubnetIds",
  "DnsOptions",
  "IpAddressType",
  "PolicyDocument",
  "RemoveRouteTableIds",
  "RemoveSubnetIds",
  "ResetPolicy",
  "SubnetConfigurations",
];

export function describeEndpoints(input: DescribeEndpoints, call: Call): object {
  const chosen =
    input.VpcEndpointIds?.map((id) => ownEndpoint(id, call)) ?? owned(call.world.endpoints, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, readers), input);
  return { VpcEndpoints: items.map((endpoint) => endpointOutput(endpoint, call)), ...next };
}

export function modifyEndpoint(input: ModifyEndpoint, call: Call): object {
  refuseMembers(input, unsupported);
  const endpoint = ownEndpoint(input.VpcEndpointId, call);
  changeGroups(endpoint, input, call);
  if (input.PrivateDnsEnabled !== undefined && input.PrivateDnsEnabled !== endpoint.privateDnsEnabled) {
    changePrivateDns(endpoint, input.PrivateDnsEnabled, call);
  }
  return { Return: true };
}

export function deleteEndpoints(input: { VpcEndpointIds: string[] }, call: Call): object {
  return changeEach(input.VpcEndpointIds, (id) => {
    const endpoint = find(call.world.endpoints, id, call);
    if (endpoint === undefined) {
      throw new AwsError("InvalidVpcEndpoint.NotFound", `The Vpc Endpoint Id '${id}' does not exist`);
    }
    endpoint.state = "deleting";
    call.clock.later("endpointDeleting", () => {
      for (const eni of endpoint.networkInterfaceIds) call.world.networkInterfaces.delete(eni);
      call.world.endpoints.delete(id);
    });
  });
}

function changeGroups(endpoint: Endpoint, input: ModifyEndpoint, call: Call): void {
  const { AddSecurityGroupIds: added = [], RemoveSecurityGroupIds: removed = [] } = input;
  if (added.length === 0 && removed.length === 0) return;
  const kept = endpoint.securityGroupIds.filter((id) => !removed.includes(id));
  const groups = [...new Set([...kept, ...added])];
  if (groups.length === 0) {
    throw new AwsError("InvalidParameter", "An interface endpoint needs at least one security group.");
  }
  endpoint.securityGroupIds = attachableGroups(groups, endpoint.vpcId, call);
  for (const id of endpoint.networkInterfaceIds) {
    const eni = call.world.networkInterfaces.get(id);
    if (eni !== undefined) eni.securityGroupIds = endpoint.securityGroupIds;
  }
}

function changePrivateDns(endpoint: Endpoint, enabled: boolean, call: Call): void {
  const { id, vpcId, state } = endpoint;
  if (enabled) {
    const accepted = state !== "pendingAcceptance" && state !== "rejected";
    checkPrivateDns(visibleService(endpoint.serviceName, call), { accepted, vpcId, id }, call);
  }
  endpoint.privateDnsEnabled = enabled;
  if (state === "available") becomeAvailable(endpoint, call.clock);
}
