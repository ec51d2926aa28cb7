import type { Endpoint } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { connectionOutput } from "./endpointOutput.ts";
import { becomeAvailable } from "./endpointRules.ts";
import { connectionsOf, ownConnections, ownService } from "./serviceRules.ts";
import { changeEach } from "./unsuccessful.ts";

interface DescribeConnections extends PageRequest {
  Filters?: Filter[];
}

interface Decision {
  ServiceId: string;
  VpcEndpointIds: string[];
}

/** The documented filter `vpc-endpoint-id` is missing: AWS itself refuses it (ledger: connection-id-filter). */
const readers: FilterReaders<Endpoint> = {
  "service-id": (endpoint) => endpoint.serviceId,
  "vpc-endpoint-owner": (endpoint) => endpoint.account,
  "vpc-endpoint-region": ({ region, serviceRegion }) =>
    region === serviceRegion ? region : [region, "cross-region"],
  "vpc-endpoint-state": (endpoint) => endpoint.state,
  "ip-address-type": (endpoint) => endpoint.ipAddressType,
};

export function describeConnections(input: DescribeConnections, call: Call): object {
  const connections = ownConnections(call);
  const { items, next } = page(applyFilters(connections, input.Filters, readers, "InvalidFilter"), input);
  return { VpcEndpointConnections: items.map((endpoint) => connectionOutput(endpoint, call)), ...next };
}

export function acceptConnections(input: Decision, call: Call): object {
  return decide(input, call, (endpoint) => {
    // AWS does not document whether a rejected connection can be accepted later; the sandbox lets it (ledger: accept-after-reject).
    if (endpoint.state !== "pendingAcceptance" && endpoint.state !== "rejected") throw wrongState(endpoint);
    becomeAvailable(endpoint, call);
  });
}

export function rejectConnections(input: Decision, call: Call): object {
  return decide(input, call, (endpoint) => {
    const refusable = ["pendingAcceptance", "pending", "available"].includes(endpoint.state);
    if (!refusable) throw wrongState(endpoint);
    endpoint.state = "rejected";
  });
}

function decide(input: Decision, call: Call, change: (endpoint: Endpoint) => void): object {
  const connections = connectionsOf(ownService(input.ServiceId, call), call.world);
  return changeEach(input.VpcEndpointIds, (id) => {
    const endpoint = connections.find((candidate) => candidate.id === id);
    if (endpoint === undefined) {
      throw new AwsError("InvalidVpcEndpoint.NotFound", `The Vpc Endpoint Id '${id}' does not exist`);
    }
    change(endpoint);
  });
}

/** Neither code nor message is documented (ledger: wrong-state-code). */
function wrongState(endpoint: Endpoint): AwsError {
  return new AwsError("InvalidState", `The Vpc Endpoint ${endpoint.id} is in the state ${endpoint.state}.`);
}
