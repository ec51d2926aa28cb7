import type { EndpointService } from "../../state/privateLink.ts";
import { zonesOf } from "../../state/regions.ts";
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
    SupportedIpAddressTypes: service.supportedIpTypes,
    SupportedRegions: [{ region: service.region, state: service.state }, ...service.supportedRegions].map(
      ({ region, state }) => ({ Region: region, ServiceState: state }),
    ),
    RemoteAccessEnabled: service.supportedRegions.length > 0,
    ...(service.ownerPays ? { PayerResponsibility: "ServiceOwner" } : {}),
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

/** Zones by id, and by the names that the caller has for them; only those that the caller's account has too. */
export function zoneMembers(zoneIds: readonly string[], call: Call): object {
  const common = zonesOf(call.account, call.region).filter(({ id }) => zoneIds.includes(id));
  return {
    AvailabilityZoneIds: common.map(({ id }) => id).sort(),
    AvailabilityZones: common.map(({ name }) => name),
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
