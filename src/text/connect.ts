import type { ConnectNotice, ConnectProblem } from "../core/wizard/form.ts";
import { counted } from "./plan.ts";

/** What is wrong with a consumer's answer, and what to do. */
export function connectProblem(problem: ConnectProblem): string {
  switch (problem.code) {
    case "serviceNotVisible":
      return `Not found or not permitted; AWS does not tell these apart. Either the name is mistyped, the service is gone, it is in another Region, or ${problem.account} is not an allowed principal. Ask the provider to check the name and to allow this account.`;
    case "serviceUnknown":
      return `AWS lists no service ${problem.name} in ${problem.region}. Check the name; what can be connected to is suggested while you type.`;
    case "serviceKind":
      return "Neither an interface nor a gateway endpoint can be made to this service; it is most likely one for Gateway Load Balancers. Take another service.";
    case "serviceInOtherRegion":
      return `The service is in ${problem.region} and cannot be seen from ${problem.scopeRegion}: it is not offered to that Region, or this account is not allowed. Choose a scope in ${problem.region}, or ask the provider to support ${problem.scopeRegion}.`;
    case "serviceNotAvailable":
      return `The service exists in ${problem.owner}, open in this window, and its state is ${problem.state}. Wait until it is available, or ask its owner.`;
    case "accountNotAllowed":
      return `The service exists in ${problem.owner}, open in this window, and ${problem.account} is not an allowed principal. Add it to the service's allowed principals there, then look again.`;
    case "addressInNoChosenSubnet":
      return `${problem.text} lies in none of the chosen subnets.`;
    case "addressReserved":
      return `${problem.text} belongs to AWS: it keeps the first four addresses and the last one of every subnet.`;
    case "addressesInOneSubnet":
      return `Two addresses lie in ${problem.subnet}. The endpoint gets one interface per subnet.`;
    case "noRouteTables":
      return "Choose at least one route table.";
    case "noGroups":
      return "Choose at least one security group.";
    case "tooManyGroups":
      return `An interface takes ${problem.limit} security groups. Choose fewer.`;
    case "subnetWithoutIpv4":
      return `${problem.subnet} has IPv6 alone, and this IP type needs IPv4 too. Choose other subnets, or IPv6.`;
    case "subnetWithIpv4":
      return `${problem.subnet} has IPv4 too. An endpoint with IPv6 alone goes into subnets with IPv6 alone: choose other subnets, or IPv4 + IPv6.`;
    case "privateNameUnverified":
      return `The provider has not proved that it owns ${problem.name}, so AWS does not let anybody use it yet. Ask the provider to verify the domain, or leave private DNS off.`;
    case "privateNameTaken":
      return `${problem.endpoint} answers to ${problem.name} in this VPC already; AWS refuses a second one. Turn its private DNS off, or leave this one's off.`;
  }
}

const privateDnsOrder: Record<Extract<ConnectNotice, { code: "privateDns" }>["acceptedBy"], string> = {
  nobody: "",
  person:
    " AWS refuses it before the provider has accepted, so the plan waits for that, also across restarts, and turns it on then.",
  plan: " AWS refuses it before the provider has accepted, so the plan turns it on after accepting.",
};

/** What a consumer should know. */
export function connectNotice(notice: ConnectNotice): string {
  switch (notice.code) {
    case "crossRegion":
      return `The service is in ${notice.region}: traffic between Regions costs extra, AWS shows no metrics for it, and the role needs vpce:AllowMultiRegion.`;
    case "endpointQuota":
      return `This VPC has ${notice.count} endpoints, which is AWS's default limit. Raise the quota L-29B6F2EB first, or AWS refuses this one.`;
    case "portSilent":
      return `The service listens on ${notice.ports.join(", ")}, and not on ${notice.port}: clients will time out.`;
    case "groupsClosed":
      return `These groups do not let ${notice.cidrs.join(", ")} in on port ${notice.port}: clients there will time out.`;
    case "ipv6ClientsShutOut":
      return "The security group lets in no IPv6 block: clients that use the endpoint's IPv6 addresses will time out. Add one to Clients.";
    case "acceptsAs":
      return `The plan accepts as ${notice.owner}, whose profile is open in this window.`;
    case "privateDns":
      return `${notice.name} leads to the endpoint inside the VPC.${privateDnsOrder[notice.acceptedBy]}`;
    case "privateDnsNotOffered":
      return connectProblem(notice.obstacle);
    case "vpcDnsOff":
      return `${notice.attributes.join(" and ")} ${notice.attributes.length === 1 ? "is" : "are"} off in this VPC. Private DNS needs ${notice.attributes.length === 1 ? "it" : "them"}, so the plan turns ${notice.attributes.length === 1 ? "it" : "them"} on for the whole VPC.`;
    case "serviceVerified":
      return `The service exists, belongs to ${notice.owner}, and this account may connect.${notice.acceptanceRequired ? " The provider has to accept." : ""}`;
    case "zonesCovered":
      return `${counted(notice.covered, "Availability Zone")} of ${notice.offered} that the service offers here.`;
  }
}
