import type { VpcEndpoint } from "../../model/endpoint.ts";
import type { ManagedInstance, OfferedService, VpcDns } from "../../model/network.ts";
import type { OpenScope } from "../../model/scope.ts";
import type { InstanceFacts, InstanceRole, VpcNetwork } from "./network.ts";
import type { Seen } from "./seen.ts";

/** What the consumer's account can see. `undefined` values are AWS's answer "there is none", not a gap. */
export interface ConsumerEvidence {
  readonly scope: OpenScope;
  readonly endpoint: Seen<VpcEndpoint | undefined>;
  readonly interfaces: Seen<readonly EndpointInterface[]>;
  /** The endpoint's VPC. */
  readonly network: VpcNetwork;
  readonly dns: Seen<VpcDns>;
  /** `AmazonProvidedDNS` or addresses, as the VPC's DHCP options give them to instances. */
  readonly nameServers: Seen<readonly string[]>;
  /** All endpoints of the VPC, this one included. */
  readonly endpointsOfVpc: Seen<readonly VpcEndpoint[]>;
  /** The service as the consumer may see it; `undefined` is AWS's InvalidServiceName. */
  readonly offered: Seen<OfferedService | undefined>;
  /** The instance that the last test ran on, else one that a test would run on, else any in the VPC. */
  readonly client: Seen<InstanceFacts | undefined>;
  /** How many instances could as well be the client; 1 when the last test has named it. */
  readonly clientCandidates: number;
  /** The role of the client's instance profile. */
  readonly clientRole: Seen<InstanceRole | undefined>;
  /** Those among the VPC's first fifty instances that Systems Manager manages; of the last test's instance alone, when there is one. */
  readonly managed: Seen<readonly ManagedInstance[]>;
}

/** An endpoint's network interface. */
export interface EndpointInterface {
  readonly id: string;
  readonly ip: string;
  readonly subnetId: string;
  readonly zoneName: string;
  readonly zoneId?: string;
  readonly securityGroupIds: readonly string[];
}
