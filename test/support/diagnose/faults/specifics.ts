import type { Fault, Faults } from "../fault.ts";

/** What other Regions meet is of interest for the service as a whole; the endpoint is in the service's own. */
const asAWhole: NonNullable<Fault["target"]> = ({ serviceName, port }) => ({
  serviceName,
  ...(port !== undefined && { port }),
});

/** H: IPv6, UDP and cross-Region. */
export const specificFaults: Faults = {
  H1: {
    // The service has taken IPv6 once.
    mutate: ({ endpoint }) => {
      endpoint.ipAddressType = "dualstack";
      endpoint.dnsRecordIpType = "dualstack";
    },
  },
  H6: {
    mutate: ({ service, listener }) => {
      service.supportedRegions.push({ region: "eu-west-1", state: "Available" });
      listener.attributes.set("tcp.idle_timeout.seconds", "400");
    },
    target: asAWhole,
  },
  H8: {
    mutate: ({ service }) => {
      service.supportedRegions.push({ region: "eu-west-1", state: "Failed" });
    },
    target: asAWhole,
  },
};
