import { resourceId } from "../../state/ids.ts";
import type { EndpointService } from "../../state/privateLink.ts";
import { specifiedTags, type TagSpecification } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { forgetNotifications } from "./connectionNotifications.ts";
import { checkedIpTypes, checkLoadBalancers, enabledZones } from "./serviceLoadBalancers.ts";
import { serviceConfiguration } from "./serviceOutput.ts";
import { checkedPrivateName, newDnsRecord } from "./servicePrivateDns.ts";
import { addRegions, checkedRegions, checkRegionChange } from "./serviceRegions.ts";
import { connectionsOf, existingConnections, isLive, ownService } from "./serviceRules.ts";
import { changeEach, refuseMembers } from "./unsuccessful.ts";

interface CreateService {
  NetworkLoadBalancerArns?: string[];
  GatewayLoadBalancerArns?: string[];
  AcceptanceRequired?: boolean;
  PrivateDnsName?: string;
  SupportedIpAddressTypes?: string[];
  SupportedRegions?: string[];
  TagSpecifications?: TagSpecification[];
  ClientToken?: string;
}

interface DescribeServices extends PageRequest {
  ServiceIds?: string[];
  Filters?: Filter[];
}

const readers: FilterReaders<EndpointService> = {
  "service-id": (service) => service.id,
  "service-name": (service) => service.name,
  "service-state": (service) => service.state,
  "supported-ip-address-types": (service) => service.supportedIpTypes,
};

export function createService(input: CreateService, call: Call): object {
  // Both kinds are refused as AWS does; the other kind alone is what the sandbox does not have.
  if (input.NetworkLoadBalancerArns === undefined) refuseMembers(input, ["GatewayLoadBalancerArns"]);
  const service = once(input.ClientToken, input, call, () => newService(input, call));
  return { ServiceConfiguration: serviceConfiguration(service, call), ClientToken: input.ClientToken };
}

export function describeServiceConfigurations(input: DescribeServices, call: Call): object {
  const chosen =
    input.ServiceIds?.map((id) => ownService(id, call)) ?? owned(call.world.endpointServices, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, readers, "InvalidFilter"), input);
  return { ServiceConfigurations: items.map((service) => serviceConfiguration(service, call)), ...next };
}

export function deleteServices(input: { ServiceIds: string[] }, call: Call): object {
  return changeEach(input.ServiceIds, (id) => {
    const service = find(call.world.endpointServices, id, call);
    if (service === undefined) {
      const message = `The VpcEndpointService Id '${id}' does not exist`;
      throw new AwsError("InvalidVpcEndpointService.NotFound", message);
    }
    if (connectionsOf(service, call.world).some(isLive)) throw existingConnections();
    if (service.state === "Deleting" || service.state === "Deleted") return;
    service.state = "Deleting";
    for (const entry of service.supportedRegions) entry.state = "Deleting";
    call.clock.later("serviceDeleting", () => {
      service.state = "Deleted";
      for (const entry of service.supportedRegions) entry.state = "Deleted";
      forgetNotifications(call.world, (notification) => notification.serviceId === id);
      call.clock.later("forgetting", () => call.world.endpointServices.delete(id));
    });
  });
}

function newService(input: CreateService, call: Call): EndpointService {
  const arns = input.NetworkLoadBalancerArns ?? [];
  if (arns.length === 0 || input.GatewayLoadBalancerArns !== undefined) {
    const members = "network_load_balancer_arn or gateway_load_balancer_arn";
    throw new AwsError("InvalidParameter", `exactly one of ${members} is a required member`);
  }
  checkLoadBalancers(arns, undefined, call);
  const supportedIpTypes = checkedIpTypes(input.SupportedIpAddressTypes ?? ["ipv4"], arns, call);
  const regions = checkedRegions(input.SupportedRegions ?? []);
  const zoneIds = enabledZones(arns, call);
  checkRegionChange(call, { added: regions, removed: [] }, zoneIds);
  const privateName =
    input.PrivateDnsName === undefined ? {} : { privateDnsName: checkedPrivateName(input.PrivateDnsName) };
  const id = resourceId("vpce-svc");
  const service: EndpointService = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "vpc-endpoint-service")),
    id,
    name: `com.amazonaws.vpce.${call.region}.${id}`,
    state: "Pending",
    acceptanceRequired: input.AcceptanceRequired ?? true,
    loadBalancerArns: arns,
    zoneIds,
    permissions: [],
    supportedIpTypes,
    supportedRegions: [],
    ownerPays: false,
    ...privateName,
    privateDnsNameState: "pendingVerification",
    privateDnsRecord: newDnsRecord(),
  };
  addRegions(service, regions, call);
  call.world.endpointServices.set(id, service);
  call.clock.later("servicePending", () => {
    if (service.state === "Pending") service.state = "Available";
  });
  return service;
}
