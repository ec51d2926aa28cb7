import { awsJsonProtocol } from "./awsJson.ts";
import { awsQueryProtocol } from "./awsQuery.ts";
import { ec2QueryProtocol } from "./ec2Query.ts";
import type { Protocol } from "./messages.ts";
import { type ServiceName, serviceModels } from "./operations.ts";

const protocols = {
  ec2Query: ec2QueryProtocol,
  awsQuery: awsQueryProtocol,
  awsJson1_1: awsJsonProtocol,
};

/** The protocol that a service speaks. */
export function protocolOf(service: ServiceName): Protocol {
  return protocols[serviceModels[service].protocol](service);
}
