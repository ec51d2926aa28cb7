import type { Owned } from "./owned.ts";
import type { RegionName } from "./regions.ts";

/** One allowed principal of an endpoint service. */
export interface ServicePermission {
  id: string;
  principal: string;
  tags: Map<string, string>;
}

/** Capitalised on the wire, unlike the state of an endpoint. */
export type ServiceState = "Pending" | "Available" | "Deleting" | "Deleted" | "Failed";

/** A Region from which endpoints can be made to a service, with the service's state there. */
interface SupportedRegion {
  region: RegionName;
  state: ServiceState | "Closed";
}

export type SupportedIpType = "ipv4" | "ipv6";

export interface EndpointService extends Owned {
  id: string;
  name: string;
  state: ServiceState;
  acceptanceRequired: boolean;
  loadBalancerArns: string[];
  /** Zones that were enabled on the load balancers when they were associated. */
  zoneIds: string[];
  permissions: ServicePermission[];
  supportedIpTypes: SupportedIpType[];
  /** The Regions beside its own. */
  supportedRegions: SupportedRegion[];
  /** Once the owner pays for its consumers' endpoints, that cannot be taken back. */
  ownerPays: boolean;
  privateDnsName?: string;
  privateDnsNameState: "pendingVerification" | "verified" | "failed";
  /** Name and value of the TXT record that proves the private DNS name. */
  privateDnsRecord: { name: string; value: string };
}

/** In the case that the wire has; the SDKs' enums are capitalised, AWS's answers are not. */
export type EndpointState =
  | "pendingAcceptance"
  | "pending"
  | "available"
  | "rejected"
  | "expired"
  | "failed"
  | "partial"
  | "deleting"
  | "deleted";

/** The last three are never made by a call: only a scenario puts them into the world. */
type EndpointType = "Interface" | "Gateway" | "GatewayLoadBalancer" | "Resource" | "ServiceNetwork";

export type IpAddressType = "ipv4" | "dualstack" | "ipv6";

/** A DNS name of an endpoint. The regional name has no zone. */
export interface EndpointDnsName {
  name: string;
  zoneId?: string;
}

/** An endpoint, which is also the connection that its service's owner sees. */
export interface Endpoint extends Owned {
  id: string;
  connectionId: string;
  type: EndpointType;
  vpcId: string;
  /** Empty for the types that lead to a resource or a service network. */
  serviceName: string;
  /** Where the service lives; another Region than the endpoint's for cross-Region access. */
  serviceRegion: RegionName;
  /** The service in the sandbox; undefined for an AWS service. */
  serviceId?: string;
  resourceConfigurationArn?: string;
  serviceNetworkArn?: string;
  state: EndpointState;
  subnetIds: string[];
  networkInterfaceIds: string[];
  securityGroupIds: string[];
  /** Only of a gateway endpoint. */
  routeTableIds: string[];
  ipAddressType: IpAddressType;
  dnsRecordIpType: string;
  privateDnsEnabled: boolean;
  /** JSON text; undefined stands for the policy that allows everything. */
  policyDocument?: string;
  dnsNames: EndpointDnsName[];
  createdAt: Date;
  /** Whether a service of AWS made it on the owner's behalf; only scenarios have such endpoints. */
  requesterManaged?: boolean;
  /** Why the endpoint failed. */
  lastError?: { code: string; message: string };
  failureReason?: string;
  /** The provider's own tags on the connection; the consumer's are the endpoint's. */
  connectionTags: Map<string, string>;
}

/** A resource or a service network behind an endpoint of those types. */
export interface EndpointAssociation extends Owned {
  id: string;
  endpointId: string;
  associatedResourceArn: string;
  accessibility: "Accessible" | "Inaccessible";
  serviceNetworkArn?: string;
  serviceNetworkName?: string;
  resourceConfigurationGroupArn?: string;
  dnsName?: string;
  privateDnsName?: string;
  failureCode?: string;
  failureReason?: string;
}

/** What a service's or an endpoint's owner is told about connections, by a topic. */
export interface ConnectionNotification extends Owned {
  id: string;
  /** Either of the two. */
  serviceId?: string;
  endpointId?: string;
  topicArn: string;
  events: string[];
}
