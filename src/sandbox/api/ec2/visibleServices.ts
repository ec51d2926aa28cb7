import { type AwsService, awsServices } from "../../state/awsServices.ts";
import type { EndpointService } from "../../state/privateLink.ts";
import { tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { applyFilters, type Filter } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { baseDnsName, zoneMembers } from "./serviceOutput.ts";
import { maySee } from "./serviceRules.ts";

interface DescribeVisibleServices extends PageRequest {
  ServiceNames?: string[];
  ServiceRegions?: string[];
  Filters?: Filter[];
}

/** A service that the caller may make endpoints to: an account's, or AWS's own. */
export interface VisibleService {
  name: string;
  owner: string;
  zoneIds: readonly string[];
  acceptanceRequired: boolean;
  privateDnsName?: string;
  privateDnsVerified: boolean;
  tags: Map<string, string>;
  /** Undefined for AWS's own. */
  service?: EndpointService;
}

export function describeVisibleServices(input: DescribeVisibleServices, call: Call): object {
  const all = visibleServices(call);
  const chosen = input.ServiceNames?.map((name) => visibleService(name, call)) ?? all;
  const filtered = applyFilters(chosen, input.Filters, {
    "service-name": (service) => service.name,
    owner: (service) => service.owner,
    "service-region": () => call.region,
    "service-type": () => "Interface",
    "supported-ip-address-types": () => "ipv4",
  });
  const { items, next } = page(filtered, input);
  return {
    ServiceNames: items.map((service) => service.name),
    ServiceDetails: items.map((service) => serviceDetail(service, call)),
    ...next,
  };
}

/**
 * The service of this name; throws `InvalidServiceName` if there is none. AWS answers the same when there is one that
 * the caller is not allowed to see.
 */
export function visibleService(name: string, call: Call): VisibleService {
  const service = visibleServices(call).find((candidate) => candidate.name === name);
  if (service !== undefined) return service;
  throw new AwsError("InvalidServiceName", `The Vpc Endpoint Service '${name}' does not exist`);
}

function visibleServices(call: Call): VisibleService[] {
  const shared = [...call.world.endpointServices.values()].filter(
    (service) =>
      service.region === call.region && service.state === "Available" && maySee(service, call.account),
  );
  return [...awsServices(call.region).map(ofAws), ...shared.map(ofAccount)];
}

function ofAws({ name, privateDnsName, zoneIds }: AwsService): VisibleService {
  const tags = new Map<string, string>();
  return {
    name,
    owner: "amazon",
    zoneIds,
    acceptanceRequired: false,
    privateDnsName,
    privateDnsVerified: true,
    tags,
  };
}

function ofAccount(service: EndpointService): VisibleService {
  const { name, account, zoneIds, acceptanceRequired, privateDnsName, tags } = service;
  return {
    name,
    owner: account,
    zoneIds,
    acceptanceRequired,
    ...(privateDnsName === undefined ? {} : { privateDnsName }),
    privateDnsVerified: service.privateDnsNameState === "verified",
    tags,
    service,
  };
}

function serviceDetail(visible: VisibleService, call: Call): object {
  const { service, privateDnsName } = visible;
  const base = service === undefined ? visible.name.split(".").reverse().join(".") : baseDnsName(service);
  const privateDns =
    privateDnsName === undefined
      ? {}
      : {
          PrivateDnsName: privateDnsName,
          PrivateDnsNames: [{ PrivateDnsName: privateDnsName }],
          PrivateDnsNameVerificationState: visible.privateDnsVerified ? "verified" : "pendingVerification",
        };
  return {
    ServiceName: visible.name,
    ServiceId: service?.id,
    ServiceRegion: call.region,
    ServiceType: [{ ServiceType: "Interface" }],
    Owner: visible.owner,
    ...zoneMembers(visible.zoneIds, call),
    BaseEndpointDnsNames: [base],
    ...privateDns,
    AcceptanceRequired: visible.acceptanceRequired,
    ManagesVpcEndpoints: false,
    VpcEndpointPolicySupported: service === undefined,
    SupportedIpAddressTypes: ["ipv4"],
    Tags: visible.owner === call.account.id ? tagList(visible.tags) : [],
  };
}
