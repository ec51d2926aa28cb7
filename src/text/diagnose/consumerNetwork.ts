import type { Parameters } from "../../core/diagnose/finding.ts";
import type { FamilyTexts } from "./causeText.ts";

const openAcl = ({ acl }: Parameters) =>
  `Let it through in network ACL ${acl}, in front of the entry that stops it`;
const openGroup = ({ cidr, group, port }: Parameters) =>
  `Let ${cidr} in to security group ${group} on port ${port}`;

/** The way from the client to the endpoint's interfaces. */
export const consumerNetworkTexts: FamilyTexts<"B"> = {
  B1: {
    name: "Endpoint's security group blocks the client",
    title: ({ group, ip, cidr, port }) =>
      `Security group ${group} of the endpoint does not let ${ip === "" ? cidr : ip} in on port ${port}`,
    meaning:
      "The endpoint's security group has no rule for this client and port. What no rule allows is dropped, and clients time out.",
    advice: ({ group, cidr, port }) =>
      `Add an inbound rule to security group ${group}: TCP ${port} from ${cidr}.`,
    fixes: { openGroup },
  },
  B2: {
    name: "Endpoint has its VPC's default security group",
    title: ({ endpoint, group }) =>
      `Endpoint ${endpoint} has the security group "${group}", which lets only its own members in`,
    meaning:
      "AWS takes the VPC's default security group when nobody chooses one. It lets in only what is in the same group, so other clients time out.",
    advice: ({ cidr, port }) =>
      `Give the endpoint a security group of its own, or allow TCP ${port} from ${cidr} in this one.`,
    fixes: { openGroup },
  },
  B3: {
    name: "Client's security group lets nothing out to the endpoint",
    title: ({ group, client, addresses, port }) =>
      `Security group ${group} does not let ${client} out to ${addresses} on port ${port}`,
    meaning:
      "The client's own security group has no outbound rule that covers the endpoint. Its packets never leave, and it times out.",
    advice: ({ group, port }) =>
      `Add an outbound rule to security group ${group}: TCP ${port} to the endpoint.`,
    fixes: {
      openGroup: ({ group, port }) => `Let security group ${group} reach the endpoint on port ${port}`,
    },
  },
  B4: {
    name: "Network ACL of the client's subnet blocks requests",
    title: ({ acl, peer, port }) => `Network ACL ${acl} lets nothing out to ${peer} on port ${port}`,
    meaning:
      "The network ACL at the border of the client's subnet denies the request, whatever security groups say. Clients time out.",
    advice: ({ entry, subnet }) =>
      `Add an entry with a lower number than "${entry}", which guards ${subnet}. Others may have set it on purpose: ask them first.`,
    fixes: { openAcl },
  },
  B5: {
    name: "Network ACL of the endpoint's subnet blocks requests",
    title: ({ acl, peer, port }) => `Network ACL ${acl} lets nothing in from ${peer} on port ${port}`,
    meaning:
      "The network ACL at the border of the endpoint's subnet denies the request, whatever security groups say. Clients time out.",
    advice: ({ entry, subnet }) =>
      `Add an entry with a lower number than "${entry}", which guards ${subnet}. Others may have set it on purpose: ask them first.`,
    fixes: { openAcl },
  },
  B6: {
    name: "Network ACL blocks the answers",
    title: ({ acl }) => `Network ACL ${acl} does not let the answers back`,
    meaning:
      "Network ACLs do not remember connections: answers, which go to ports from 1024 up, need an entry of their own. Without it clients time out.",
    advice: ({ entry, subnet }) =>
      `Add an entry for TCP 1024-65535 with a lower number than "${entry}", which guards ${subnet}.`,
    fixes: { openAcl },
  },
  B7: {
    name: "Client's VPC has no route to the endpoint",
    meaning:
      "A client in another VPC needs peering or a transit gateway, and a route to the endpoint's addresses.",
    advice: () => "Add the route, or make an endpoint in the client's own VPC.",
  },
  B8: {
    name: "Route to the endpoint is a black hole",
    title: ({ table, destination, target }) =>
      `Route to ${destination} in ${table} leads to ${target}, which is gone`,
    meaning:
      "The client's subnet has a route that is more specific than that of the VPC, and what it leads to does not exist any more. Packets vanish, and clients time out.",
    advice: ({ table, destination }) =>
      `Remove the route to ${destination} from ${table}, or repair its target.`,
  },
  B9: {
    name: "Endpoint's security group names a group of another VPC",
    title: ({ group, port }) =>
      `Security group ${group} of the endpoint lets in only a group of another VPC on port ${port}`,
    meaning:
      "A rule that names a security group counts only for clients whose group AWS can see: in the same VPC, or over peering. Others, such as this client, are dropped and time out.",
    advice: ({ cidr, port }) => `Allow addresses instead: TCP ${port} from ${cidr}.`,
    fixes: { openGroup },
  },
  B10: {
    name: "Endpoint has no interface in the zone of the name",
    title: ({ endpoint, zone }) => `Endpoint ${endpoint} has no interface in ${zone}`,
    meaning:
      "A zonal name leads to the endpoint's interface in that Availability Zone. Where there is none, the name is not found.",
    advice: ({ zone }) =>
      `Use the regional name, which leads to any zone, or give the endpoint a subnet in ${zone}.`,
    fixes: {
      addSubnet: ({ zone }) => `Add an interface in ${zone}`,
      useRegionalName: () => "Use the endpoint's regional name.",
    },
  },
  B11: {
    name: "Endpoint is in one zone only",
    title: ({ endpoint, zone }) =>
      zone === "" ? `Endpoint ${endpoint} is in one zone only` : `Endpoint ${endpoint} is in ${zone} only`,
    meaning:
      "It works. But when that Availability Zone has trouble, no client of this endpoint gets through.",
    advice: () => "Add a subnet in a second zone. It costs the hours of one more interface.",
    fixes: { addSubnet: () => "Add an interface in a second zone" },
  },
  B12: {
    name: "Proxy or firewall on the client",
    meaning:
      "A proxy that is set in the client's environment, or its own firewall, takes or drops the connection.",
    advice: () => "Look on the client for http_proxy and iptables; add the endpoint's names to no_proxy.",
  },
  B13: {
    name: "Client is outside AWS",
    meaning:
      "The endpoint's addresses are private: from a laptop or a data centre they need VPN or Direct Connect.",
    advice: () => "Test from an instance in the endpoint's VPC first, which leaves the network between out.",
  },
  B14: {
    name: "Endpoint is in a subnet of another account",
    title: ({ endpoint, subnet, owner }) =>
      `Endpoint ${endpoint} is in subnet ${subnet}, which belongs to account ${owner}`,
    meaning:
      "The subnet is shared with this account. AWS lets only the subnet's owner make, change and delete endpoints in it.",
    advice: ({ owner }) => `Ask account ${owner} for any change of the endpoint.`,
  },
  B15: {
    name: "Endpoint's policy denies everything",
    title: ({ endpoint }) => `The policy of endpoint ${endpoint} lets nobody do anything`,
    meaning:
      "The service looks at the endpoint's policy, and that allows no action. Requests get through and are answered with 403 AccessDenied.",
    advice: () =>
      "Allow in the policy what clients need, or reset it to full access: IAM still has the last word.",
    fixes: { resetPolicy: ({ endpoint }) => `Reset the policy of endpoint ${endpoint} to full access` },
  },
  B16: {
    name: "Subnet has no free address",
    meaning: "Every interface takes an address of its subnet. AWS refuses to add one where none is free.",
    advice: () => "Choose another subnet of the zone, or free addresses.",
  },
  B17: {
    name: "Client is in another VPC",
    meaning: "An endpoint serves the VPC that it is in. Clients elsewhere need a way there.",
    advice: () => "Make an endpoint in the client's VPC, or connect the two.",
  },
  B18: {
    name: "Something stands between the client and the endpoint",
    title: ({ table, destination, target }) =>
      `Route to ${destination} in ${table} leads through ${target} first`,
    meaning:
      "A route sends packets for the endpoint to a firewall or another appliance before they may go on. What that does not let pass times out or is reset.",
    advice: ({ target, addresses }) =>
      `Look at what ${target} lets pass to ${addresses}, or take the route away.`,
  },
};
