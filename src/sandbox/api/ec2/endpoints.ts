import type { Endpoint } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { forgetNotifications } from "./connectionNotifications.ts";
import { endpointOutput } from "./endpointOutput.ts";
import { exists, ownEndpoint, refuseServicesOwn } from "./endpointRules.ts";
import { setRouteTables } from "./gatewayRoutes.ts";
import { changeEach } from "./unsuccessful.ts";

interface DescribeEndpoints extends PageRequest {
  VpcEndpointIds?: string[];
  Filters?: Filter[];
}

const readers: FilterReaders<Endpoint> = {
  "vpc-endpoint-id": (endpoint) => endpoint.id,
  "vpc-endpoint-state": (endpoint) => endpoint.state,
  "vpc-endpoint-type": (endpoint) => endpoint.type,
  "vpc-id": (endpoint) => endpoint.vpcId,
  "service-name": (endpoint) => endpoint.serviceName,
  "service-region": (endpoint) => endpoint.serviceRegion,
  "ip-address-type": (endpoint) => endpoint.ipAddressType,
};

export function describeEndpoints(input: DescribeEndpoints, call: Call): object {
  const chosen =
    input.VpcEndpointIds?.map((id) => ownEndpoint(id, call)) ?? owned(call.world.endpoints, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, readers, "InvalidFilter"), input);
  return { VpcEndpoints: items.map((endpoint) => endpointOutput(endpoint, call)), ...next };
}

export function deleteEndpoints(input: { VpcEndpointIds: string[] }, call: Call): object {
  return changeEach(input.VpcEndpointIds, (id) => {
    const endpoint = find(call.world.endpoints, id, call);
    if (endpoint === undefined) {
      throw new AwsError("InvalidVpcEndpoint.NotFound", `The Vpc Endpoint Id '${id}' does not exist`);
    }
    if (!exists(endpoint)) return;
    refuseServicesOwn(endpoint);
    if (endpoint.type === "Gateway") setRouteTables(endpoint, [], call.world);
    endpoint.state = "deleting";
    call.clock.later("endpointDeleting", () => vanish(endpoint, call));
  });
}

/** The interfaces stay while the endpoint is being deleted: what they are in is still in use. */
function vanish(endpoint: Endpoint, { world, clock }: Call): void {
  for (const eni of endpoint.networkInterfaceIds) world.networkInterfaces.delete(eni);
  Object.assign(endpoint, { state: "deleted", networkInterfaceIds: [], dnsNames: [] });
  forgetNotifications(world, (notification) => notification.endpointId === endpoint.id);
  clock.later("forgetting", () => world.endpoints.delete(endpoint.id));
}
