import type { Owned } from "./owned.ts";

/** One allowed principal of an endpoint service. */
export interface ServicePermission {
  id: string;
  principal: string;
  tags: Map<string, string>;
}

export interface EndpointService extends Owned {
  id: string;
  name: string;
  state: "Available" | "Deleting";
  acceptanceRequired: boolean;
  loadBalancerArns: string[];
  /** Zones that were enabled on the load balancers when they were associated. */
  zoneIds: string[];
  permissions: ServicePermission[];
  privateDnsName?: string;
  privateDnsNameState: "pendingVerification" | "verified" | "failed";
  /** Name and value of the TXT record that proves the private DNS name. */
  privateDnsRecord: { name: string; value: string };
}

/** In the case that the wire has; the SDKs' enums are capitalised, AWS's answers are not. */
type EndpointState = "pendingAcceptance" | "pending" | "available" | "rejected" | "deleting";

/** A DNS name of an endpoint. The regional name has no zone. */
export interface EndpointDnsName {
  name: string;
  zoneId?: string;
}

/** An interface endpoint, which is also the connection that its service's owner sees. */
export interface Endpoint extends Owned {
  id: string;
  connectionId: string;
  vpcId: string;
  serviceName: string;
  /** The service in the sandbox; undefined for an AWS service. */
  serviceId?: string;
  state: EndpointState;
  subnetIds: string[];
  networkInterfaceIds: string[];
  securityGroupIds: string[];
  privateDnsEnabled: boolean;
  dnsNames: EndpointDnsName[];
  createdAt: Date;
  /** The provider's own tags on the connection; the consumer's are the endpoint's. */
  connectionTags: Map<string, string>;
}
