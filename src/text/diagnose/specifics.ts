import type { FamilyTexts } from "./causeText.ts";

/** IPv6, UDP, and connections between Regions. */
export const specificsTexts: FamilyTexts<"H"> = {
  H1: {
    name: "Service does not take IPv6",
    title: ({ endpoint, type }) => `Endpoint ${endpoint} is ${type}, and its service takes IPv4 alone`,
    meaning:
      "The endpoint has IPv6 addresses, but behind them nothing takes IPv6. Clients that prefer IPv6 time out or lose seconds before they try IPv4.",
    advice: () => "Use IPv4 alone for the endpoint, or ask the provider to take IPv6 as well.",
    fixes: {
      ipv4Only: ({ endpoint }) => `Give endpoint ${endpoint} IPv4 addresses alone`,
      offerIpv6: () => "Let the service take IPv6 as well",
      takeIpv6: () => "Ask the provider to make its load balancers dualstack and the service take IPv6.",
    },
  },
  H2: {
    name: "Load balancer has no IPv6",
    meaning:
      "A service takes IPv6 only while all its load balancers are dualstack. AWS refuses it otherwise.",
    advice: () => "The provider makes the load balancers dualstack first; their subnets need IPv6 blocks.",
  },
  H3: {
    name: "Subnets have no IPv6",
    meaning: "An endpoint with IPv6 needs subnets with IPv6 blocks. AWS refuses to create it elsewhere.",
    advice: () => "Choose subnets with IPv6, or create the endpoint with IPv4.",
  },
  H4: {
    name: "UDP over IPv6 without source NAT",
    meaning:
      "A listener for UDP on a dualstack load balancer needs IPv6 targets and a prefix for source NAT. AWS's pages do not agree on whether it works at all.",
    advice: () => "The provider turns on EnablePrefixForIpv6SourceNat, or uses IPv4 for UDP.",
  },
  H5: {
    name: "Zone does not take connections from other Regions",
    meaning: "In some zones AWS has no endpoints to services of another Region, and refuses to create them.",
    advice: () => "Choose a subnet in another zone.",
  },
  H6: {
    name: "Idle timeout does not fit other Regions",
    title: ({ loadBalancer, port, seconds }) =>
      `Load balancer ${loadBalancer} forgets silent connections on port ${port} after ${seconds} seconds`,
    meaning:
      "Connections between Regions work only with AWS's own idle timeout of 350 seconds. With another one they are not supported, and may be reset.",
    advice: () => "The provider sets the listener's idle timeout to 350 seconds.",
    fixes: { defaultTimeout: ({ port }) => `Set the idle timeout of port ${port} to 350 seconds` },
  },
  H7: {
    name: "No metrics for endpoints in other Regions",
    meaning:
      "For an endpoint to a service of another Region AWS keeps no metrics on the consumer's side. Nothing is wrong.",
    advice: () => "The provider's side has metrics for the service.",
  },
  H8: {
    name: "Service is not open to the Region",
    title: ({ service, region, state }) => `Service ${service} is not open to ${region}: ${state}`,
    meaning:
      "The service names this Region, but AWS has not opened it there, or has closed it. New endpoints there are refused; those that exist go on working.",
    advice: ({ state }) =>
      state === "pending"
        ? "This takes a few minutes. Diagnose again then."
        : "The provider removes the Region from the service and adds it again.",
    fixes: {
      wait: () => "Wait a few minutes, then diagnose again.",
      openAgain: ({ region }) => `Remove ${region} from the service's Regions and add it again.`,
    },
  },
};
