import type { ConsumerEvidence } from "./consumer.ts";
import type { ProviderEvidence } from "./provider.ts";

/** What is being diagnosed: one connection, or a service as a whole when no endpoint is named. */
export interface DiagnosisTarget {
  readonly serviceName: string;
  readonly endpointId?: string;
  /** The port that clients use: asked for, else the last test's, else the only listener's; absent when nobody can say. */
  readonly port?: number;
  /** The DNS name that clients use, when one was tested or asked about. */
  readonly host?: string;
  /** Where clients connect from, as the consumer's side has told; what is seen of that side itself goes before it. */
  readonly clientCidrs?: readonly string[];
}

/** Everything that one diagnosis has read, from every open scope that could contribute. */
export interface Evidence {
  /** Random, such as a UUID: the plans of fixes take their ids from it. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly readAt: number;
  /** Absent while no scope of the consumer's account is open. */
  readonly consumer?: ConsumerEvidence;
  /** Absent while no scope of the provider's account is open. */
  readonly provider?: ProviderEvidence;
}
