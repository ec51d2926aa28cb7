import { randomLabel, resourceId } from "../../state/ids.ts";
import type { EndpointService } from "../../state/privateLink.ts";
import { specifiedTags, type TagSpecification } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { serviceConfiguration } from "./serviceOutput.ts";
import { connectionsOf, isLive, ownService } from "./serviceRules.ts";
import { changeEach, refuseMembers } from "./unsuccessful.ts";

interface CreateService {
  NetworkLoadBalancerArns?: string[];
  AcceptanceRequired?: boolean;
  PrivateDnsName?: string;
  SupportedIpAddressTypes?: string[];
  TagSpecifications?: TagSpecification[];
  ClientToken?: string;
}

interface DescribeServices extends PageRequest {
  ServiceIds?: string[];
  Filters?: Filter[];
}

interface ModifyService {
  ServiceId: string;
  AcceptanceRequired?: boolean;
  PrivateDnsName?: string;
  RemovePrivateDnsName?: boolean;
  AddNetworkLoadBalancerArns?: string[];
  RemoveNetworkLoadBalancerArns?: string[];
}

const readers: FilterReaders<EndpointService> = {
  "service-id": (service) => service.id,
  "service-name": (service) => service.name,
  "service-state": (service) => service.state,
  "supported-ip-address-types": () => "ipv4",
};

export function createService(input: CreateService, call: Call): object {
  refuseMembers(input, ["GatewayLoadBalancerArns", "SupportedRegions"]);
  if (input.SupportedIpAddressTypes?.some((type) => type !== "ipv4")) {
    throw new AwsError(
      "InvalidParameter",
      "IPv6 needs load balancers of the type dualstack, which the sandbox has not.",
    );
  }
  const service = once(input.ClientToken, input, call, () => newService(input, call));
  return { ServiceConfiguration: serviceConfiguration(service, call), ClientToken: input.ClientToken };
}

export function describeServiceConfigurations(input: DescribeServices, call: Call): object {
  const chosen =
    input.ServiceIds?.map((id) => ownService(id, call)) ?? owned(call.world.endpointServices, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, readers), input);
  return { ServiceConfigurations: items.map((service) => serviceConfiguration(service, call)), ...next };
}

export function modifyService(input: ModifyService, call: Call): object {
  refuseMembers(input, [
    "AddGatewayLoadBalancerArns",
    "RemoveGatewayLoadBalancerArns",
    "AddSupportedRegions",
  ]);
  const service = ownService(input.ServiceId, call);
  const removed = input.RemoveNetworkLoadBalancerArns ?? [];
  if (removed.length > 0 && connectionsOf(service, call.world).some(isLive)) throw existingConnections();
  const added = input.AddNetworkLoadBalancerArns ?? [];
  checkLoadBalancers(added, service.id, call);
  const arns = service.loadBalancerArns.filter((arn) => !removed.includes(arn));
  service.loadBalancerArns = [...new Set([...arns, ...added])];
  // Zones enabled on a load balancer later only reach the service with the next modification, even an empty one.
  service.zoneIds = enabledZones(service.loadBalancerArns, call);
  if (input.AcceptanceRequired !== undefined) service.acceptanceRequired = input.AcceptanceRequired;
  if (input.RemovePrivateDnsName === true) delete service.privateDnsName;
  if (input.PrivateDnsName !== undefined) {
    service.privateDnsName = input.PrivateDnsName;
    service.privateDnsNameState = "pendingVerification";
  }
  return { Return: true };
}

export function deleteServices(input: { ServiceIds: string[] }, call: Call): object {
  return changeEach(input.ServiceIds, (id) => {
    const service = find(call.world.endpointServices, id, call);
    if (service === undefined) {
      const message = `The VpcEndpointService Id '${id}' does not exist`;
      throw new AwsError("InvalidVpcEndpointService.NotFound", message);
    }
    if (connectionsOf(service, call.world).some(isLive)) throw existingConnections();
    service.state = "Deleting";
    call.clock.later("serviceDeleting", () => call.world.endpointServices.delete(id));
  });
}

function newService(input: CreateService, call: Call): EndpointService {
  const arns = input.NetworkLoadBalancerArns ?? [];
  if (arns.length === 0) {
    const members = "network_load_balancer_arn or gateway_load_balancer_arn";
    throw new AwsError("InvalidParameter", `exactly one of ${members} is a required member`);
  }
  checkLoadBalancers(arns, undefined, call);
  const id = resourceId("vpce-svc");
  const service: EndpointService = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "vpc-endpoint-service")),
    id,
    name: `com.amazonaws.vpce.${call.region}.${id}`,
    state: "Available",
    acceptanceRequired: input.AcceptanceRequired ?? true,
    loadBalancerArns: arns,
    zoneIds: enabledZones(arns, call),
    permissions: [],
    ...(input.PrivateDnsName === undefined ? {} : { privateDnsName: input.PrivateDnsName }),
    privateDnsNameState: "pendingVerification",
    privateDnsRecord: { name: `_${randomLabel(20)}`, value: `vpce:${randomLabel(20)}` },
  };
  call.world.endpointServices.set(id, service);
  return service;
}

/** A load balancer must be the caller's own, and can belong to one service only. */
function checkLoadBalancers(arns: readonly string[], serviceId: string | undefined, call: Call): void {
  for (const arn of arns) {
    if (find(call.world.loadBalancers, arn, call) === undefined) {
      throw new AwsError("InvalidLoadBalancerArn", `Load balancer arn '${arn}' is not valid`);
    }
    const taken = owned(call.world.endpointServices, call).find(
      (service) => service.id !== serviceId && service.loadBalancerArns.includes(arn),
    );
    if (taken !== undefined) {
      throw new AwsError(
        "InvalidParameter",
        `${arn} is already associated with another VPC endpoint service: ${taken.id}`,
      );
    }
  }
}

function enabledZones(arns: readonly string[], call: Call): string[] {
  const zones = arns.flatMap(
    (arn) => call.world.loadBalancers.get(arn)?.nodes.map((node) => node.zoneId) ?? [],
  );
  return [...new Set(zones)].sort();
}

function existingConnections(): AwsError {
  return new AwsError(
    "ExistingVpcEndpointConnections",
    "Service has existing active VPC Endpoint connections!",
  );
}
