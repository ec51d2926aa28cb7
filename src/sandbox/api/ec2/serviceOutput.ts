import type { EndpointService } from "../../state/privateLink.ts";
import { zoneName } from "../../state/regions.ts";
import { tagList } from "../../state/tags.ts";
import type { Call } from "../call.ts";

/** A service as its owner sees it. */
export function serviceConfiguration(service: EndpointService, call: Call): object {
  return {
    ServiceId: service.id,
    ServiceName: service.name,
    // The service's own state is capitalised on the wire, unlike the state of an endpoint.
    ServiceState: service.state,
    ServiceType: [{ ServiceType: "Interface" }],
    AcceptanceRequired: service.acceptanceRequired,
    ManagesVpcEndpoints: false,
    NetworkLoadBalancerArns: service.loadBalancerArns,
    SupportedIpAddressTypes: ["ipv4"],
    SupportedRegions: [{ Region: service.region, ServiceState: service.state }],
    ...zoneMembers(service.zoneIds, call),
    BaseEndpointDnsNames: [baseDnsName(service)],
    ...privateDnsMembers(service),
    Tags: tagList(service.tags),
  };
}

/** The DNS name below which a service's endpoints get theirs. */
export function baseDnsName(service: EndpointService): string {
  return `${service.id}.${service.region}.vpce.amazonaws.com`;
}

/** Zones by id, and by the names that the caller has for them. */
export function zoneMembers(zoneIds: readonly string[], call: Call): object {
  return {
    AvailabilityZoneIds: zoneIds,
    AvailabilityZones: zoneIds.map((id) => zoneName(call.account, call.region, id)).sort(),
  };
}

function privateDnsMembers(service: EndpointService): object {
  if (service.privateDnsName === undefined) return {};
  return {
    PrivateDnsName: service.privateDnsName,
    PrivateDnsNameConfiguration: {
      State: service.privateDnsNameState,
      Type: "TXT",
      Name: service.privateDnsRecord.name,
      Value: service.privateDnsRecord.value,
    },
  };
}
