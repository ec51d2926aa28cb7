import type { Endpoint } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { addSubnets, changedGroups, changeFamily, removeSubnets, setGroups } from "./endpointInterfaces.ts";
import { checkedPolicy, checkedRecordType, type DnsOptions, ipAddressTypeOf } from "./endpointOptions.ts";
import { becomeAvailable, checkPrivateDns, exists, ownEndpoint, refuseServicesOwn } from "./endpointRules.ts";
import { placements, type SubnetConfiguration } from "./endpointSubnets.ts";
import { checkedRouteTables, setRouteTables } from "./gatewayRoutes.ts";
import { type VisibleService, visibleService } from "./visibleServices.ts";

interface ModifyEndpoint {
  VpcEndpointId: string;
  AddSubnetIds?: string[];
  RemoveSubnetIds?: string[];
  SubnetConfigurations?: SubnetConfiguration[];
  AddSecurityGroupIds?: string[];
  RemoveSecurityGroupIds?: string[];
  AddRouteTableIds?: string[];
  RemoveRouteTableIds?: string[];
  PolicyDocument?: string;
  ResetPolicy?: boolean;
  PrivateDnsEnabled?: boolean;
  IpAddressType?: string;
  DnsOptions?: DnsOptions;
}

export function modifyEndpoint(input: ModifyEndpoint, call: Call): object {
  const endpoint = ownEndpoint(input.VpcEndpointId, call);
  if (!exists(endpoint)) {
    const message = `The Vpc Endpoint Id '${endpoint.id}' does not exist`;
    throw new AwsError("InvalidVpcEndpointId.NotFound", message);
  }
  refuseServicesOwn(endpoint);
  const { type } = endpoint;
  if (type !== "Interface" && type !== "Gateway") {
    throw new AwsError("UnsupportedOperation", `The sandbox modifies no endpoints of the type ${type}.`);
  }
  checkMembers(type, input);
  changePolicy(endpoint, input, call);
  if (type === "Gateway") changeRouteTables(endpoint, input, call);
  else changeInterfaceEndpoint(endpoint, input, call);
  return { Return: true };
}

/** A request that names members of the other type is refused as a whole. */
function checkMembers(type: "Interface" | "Gateway", input: ModifyEndpoint): void {
  const { AddRouteTableIds, RemoveRouteTableIds, AddSubnetIds, RemoveSubnetIds } = input;
  const { AddSecurityGroupIds, RemoveSecurityGroupIds, PrivateDnsEnabled } = input;
  const foreign =
    type === "Interface"
      ? [AddRouteTableIds, RemoveRouteTableIds]
      : [AddSubnetIds, RemoveSubnetIds, AddSecurityGroupIds, RemoveSecurityGroupIds, PrivateDnsEnabled];
  if (foreign.every((member) => member === undefined)) return;
  throw new AwsError("InvalidParameter", `The request has parameters that are not for ${type} endpoints.`);
}

/** Everything is checked before anything is changed. */
function changeInterfaceEndpoint(endpoint: Endpoint, input: ModifyEndpoint, call: Call): void {
  const { AddSubnetIds = [], RemoveSubnetIds: removed = [], SubnetConfigurations = [] } = input;
  checkRemoved(endpoint, removed);
  const settings = changedSettings(endpoint, input, call);
  const groups = changedGroups(endpoint, input, call);
  const kept = endpoint.subnetIds.filter((id) => !removed.includes(id));
  const moves = needsService(input);
  const service = moves ? serviceOf(endpoint, call) : undefined;
  if (service !== undefined) {
    const future = { ...settings, vpcId: endpoint.vpcId, subnetIds: kept };
    const request = { SubnetIds: AddSubnetIds, SubnetConfigurations };
    const places = placements(request, future, service, call);
    removeSubnets(endpoint, removed, call);
    changeFamily(endpoint, settings.ipAddressType, call);
    addSubnets(endpoint, places, service, groups, call);
  } else removeSubnets(endpoint, removed, call);
  setGroups(endpoint, groups, call);
  const dnsChanges = settings.privateDnsEnabled !== endpoint.privateDnsEnabled;
  Object.assign(endpoint, settings);
  // Groups and policies apply without a transition; and an endpoint that does not work has none to make.
  const transition = moves || removed.length > 0 || dnsChanges;
  if (transition && endpoint.state === "available") becomeAvailable(endpoint, call);
}

function checkRemoved(endpoint: Endpoint, removed: readonly string[]): void {
  const stranger = removed.find((id) => !endpoint.subnetIds.includes(id));
  if (stranger === undefined) return;
  throw new AwsError("InvalidParameter", `The subnet ${stranger} is not a subnet of ${endpoint.id}.`);
}

type Settings = Pick<Endpoint, "ipAddressType" | "dnsRecordIpType" | "privateDnsEnabled">;

function changedSettings(endpoint: Endpoint, input: ModifyEndpoint, call: Call): Settings {
  const { IpAddressType, DnsOptions } = input;
  const ipAddressType = IpAddressType === undefined ? endpoint.ipAddressType : ipAddressTypeOf(IpAddressType);
  const dnsRecordIpType =
    DnsOptions === undefined && IpAddressType === undefined
      ? endpoint.dnsRecordIpType
      : checkedRecordType(DnsOptions, ipAddressType);
  const privateDnsEnabled = input.PrivateDnsEnabled ?? endpoint.privateDnsEnabled;
  if (privateDnsEnabled && !endpoint.privateDnsEnabled) {
    const accepted = endpoint.state === "available" || endpoint.state === "pending";
    checkPrivateDns(serviceOf(endpoint, call), { accepted, vpcId: endpoint.vpcId, id: endpoint.id }, call);
  }
  return { ipAddressType, dnsRecordIpType, privateDnsEnabled };
}

/** A service that the caller may no longer see can still lose subnets and groups, but gain nothing. */
function needsService(input: ModifyEndpoint): boolean {
  return (
    input.AddSubnetIds !== undefined ||
    input.SubnetConfigurations !== undefined ||
    input.IpAddressType !== undefined
  );
}

function serviceOf(endpoint: Endpoint, call: Call): VisibleService {
  const type = endpoint.type === "Gateway" ? "Gateway" : "Interface";
  return visibleService(endpoint.serviceName, type, endpoint.serviceRegion, call);
}

function changeRouteTables(endpoint: Endpoint, input: ModifyEndpoint, call: Call): void {
  const { AddRouteTableIds: added = [], RemoveRouteTableIds: removed = [] } = input;
  const kept = endpoint.routeTableIds.filter((id) => !removed.includes(id));
  setRouteTables(endpoint, checkedRouteTables([...kept, ...added], endpoint, call), call.world);
}

function changePolicy(endpoint: Endpoint, input: ModifyEndpoint, call: Call): void {
  const { PolicyDocument, ResetPolicy } = input;
  if (PolicyDocument !== undefined && ResetPolicy === true) {
    const message = "PolicyDocument and ResetPolicy cannot be specified together.";
    throw new AwsError("InvalidParameterCombination", message);
  }
  if (PolicyDocument !== undefined)
    endpoint.policyDocument = checkedPolicy(PolicyDocument, serviceOf(endpoint, call));
  if (ResetPolicy === true) delete endpoint.policyDocument;
}
