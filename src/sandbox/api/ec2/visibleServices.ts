import { type AwsService, awsServices } from "../../state/awsServices.ts";
import type { EndpointService } from "../../state/privateLink.ts";
import type { RegionName } from "../../state/regions.ts";
import { tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { baseDnsName, zoneMembers } from "./serviceOutput.ts";
import { checkedRegions } from "./serviceRegions.ts";
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
  region: RegionName;
  type: "Interface" | "Gateway";
  zoneIds: readonly string[];
  /** Below it the endpoints' names are made. */
  baseDnsName: string;
  acceptanceRequired: boolean;
  privateDnsName?: string;
  privateDnsState: EndpointService["privateDnsNameState"];
  ipTypes: readonly string[];
  tags: Map<string, string>;
  /** Undefined for AWS's own. */
  service?: EndpointService;
}

const readers: FilterReaders<VisibleService> = {
  "service-name": (service) => service.name,
  owner: (service) => service.owner,
  "service-region": (service) => service.region,
  "service-type": (service) => service.type,
  "supported-ip-address-types": (service) => service.ipTypes,
};

export function describeVisibleServices(input: DescribeVisibleServices, call: Call): object {
  const regions = checkedRegions(input.ServiceRegions ?? [call.region]);
  const all = regions.flatMap((region) => visibleServices(region, call));
  const chosen = input.ServiceNames?.flatMap((name) => servicesNamed(name, all)) ?? all;
  const { items, next } = page(applyFilters(chosen, input.Filters, readers, "InvalidFilter"), input);
  return {
    ServiceNames: items.map((service) => service.name),
    ServiceDetails: items.map((service) => serviceDetail(service, call)),
    ...next,
  };
}

/**
 * The service of this name and type in a Region; throws `InvalidServiceName` if there is none. AWS answers the same
 * when there is one that the caller is not allowed to see.
 */
export function visibleService(
  name: string,
  type: VisibleService["type"],
  region: RegionName,
  call: Call,
): VisibleService {
  const candidates = servicesNamed(name, visibleServices(region, call));
  const service = candidates.find((candidate) => candidate.type === type);
  if (service !== undefined) return service;
  const available = candidates.map((candidate) => candidate.type).join(", ");
  const message = `Endpoint type (${type}) does not match available service types ([${available}]).`;
  throw new AwsError("InvalidParameter", message);
}

function servicesNamed(name: string, services: readonly VisibleService[]): VisibleService[] {
  const named = services.filter((service) => service.name === name);
  if (named.length > 0) return named;
  throw new AwsError("InvalidServiceName", `The Vpc Endpoint Service '${name}' does not exist`);
}

function visibleServices(region: RegionName, call: Call): VisibleService[] {
  const shared = [...call.world.endpointServices.values()].filter(
    (service) => service.region === region && isOpenTo(service, call),
  );
  // AWS's own services are only offered in their own Region here.
  const own = region === call.region ? awsServices(region) : [];
  return [...own.map((service) => ofAws(service, region)), ...shared.map(ofAccount)];
}

function isOpenTo(service: EndpointService, { account, region }: Call): boolean {
  if (!maySee(service, account)) return false;
  if (service.region === region) return service.state === "Pending" || service.state === "Available";
  return service.supportedRegions.some((entry) => entry.region === region && entry.state === "Available");
}

function ofAws({ privateDnsName, ...service }: AwsService, region: RegionName): VisibleService {
  return {
    ...service,
    owner: "amazon",
    region,
    acceptanceRequired: false,
    ...(privateDnsName === undefined ? {} : { privateDnsName }),
    privateDnsState: "verified",
    ipTypes: ["ipv4"],
    tags: new Map(),
  };
}

function ofAccount(service: EndpointService): VisibleService {
  const { name, account, region, zoneIds, acceptanceRequired, privateDnsName, tags } = service;
  return {
    name,
    owner: account,
    region,
    type: "Interface",
    zoneIds,
    baseDnsName: baseDnsName(service),
    acceptanceRequired,
    ...(privateDnsName === undefined ? {} : { privateDnsName }),
    privateDnsState: service.privateDnsNameState,
    ipTypes: service.supportedIpTypes,
    tags,
    service,
  };
}

function serviceDetail(visible: VisibleService, call: Call): object {
  const { service } = visible;
  return {
    ServiceName: visible.name,
    ServiceId: service?.id,
    ServiceRegion: visible.region,
    ServiceType: [{ ServiceType: visible.type }],
    Owner: visible.owner,
    // Zones of another Region mean nothing to the caller, and AWS does not list them.
    ...(visible.region === call.region ? zoneMembers(visible.zoneIds, call) : {}),
    BaseEndpointDnsNames: [visible.baseDnsName],
    ...privateDnsMembers(visible),
    AcceptanceRequired: visible.acceptanceRequired,
    ManagesVpcEndpoints: false,
    ...(service?.ownerPays ? { PayerResponsibility: "ServiceOwner" } : {}),
    VpcEndpointPolicySupported: service === undefined,
    // Of some services AWS does not say it at all.
    ...(visible.ipTypes.length === 0 ? {} : { SupportedIpAddressTypes: visible.ipTypes }),
    Tags: visible.owner === call.account.id ? tagList(visible.tags) : [],
  };
}

function privateDnsMembers({ privateDnsName, privateDnsState }: VisibleService): object {
  if (privateDnsName === undefined) return {};
  return {
    PrivateDnsName: privateDnsName,
    PrivateDnsNames: [{ PrivateDnsName: privateDnsName }],
    PrivateDnsNameVerificationState: privateDnsState,
  };
}
