import type { Field, Notice, Option, Problem, RefusalCode, SectionState } from "../core/wizard/form.ts";
import { differenceSentence } from "./comparison.ts";
import { connectNotice, connectProblem } from "./connect.ts";
import { failureAdvice, failureTitle } from "./failures.ts";
import { counted } from "./plan.ts";
import { testerFields, testerHours, testerNotice, testerProblem, testersIn } from "./tester.ts";

export const flowTexts = {
  publish: {
    title: "Publish a service",
    intro:
      "Puts a Network Load Balancer in front of an application and offers it through PrivateLink. Nothing is created before Apply.",
  },
  connect: {
    title: "Connect to a service",
    intro: "Creates an endpoint in your VPC. Nothing is created before Apply.",
  },
  tester: {
    title: "Create a tester",
    intro:
      "Starts a small private instance in the endpoint's VPC, from which Systems Manager runs connectivity tests. Nothing is created before Apply.",
  },
  tearDown: {
    title: "Tear down",
    intro:
      "Deletes a service, an endpoint or testers with what stands behind it. What the toolkit made is ticked; nothing else goes unless you tick it. Nothing is deleted before Apply.",
  },
} as const;

const sectionTitles: Readonly<Record<string, string>> = {
  access: "Access",
  application: "Application",
  agentWay: "Systems Manager",
  connections: "Connections",
  endpoint: "Endpoint",
  instances: "Instances",
  loadBalancer: "Load balancer",
  network: "Network",
  securityGroups: "Security groups",
  options: "Options",
  service: "Service",
  target: "What",
  tested: "What is tested",
  tester: "Tester",
  where: "Where",
};

export function sectionTitle(id: string): string {
  return sectionTitles[id] ?? id;
}

export const sectionStates: Record<SectionState, string> = {
  complete: "Complete",
  incomplete: "Incomplete",
  loading: "Reading…",
  problem: "Problem",
};

interface FieldText {
  readonly label: string;
  readonly hint?: string;
}

const fieldTexts: Readonly<Record<string, FieldText>> = {
  acceptHere: {
    label: "Accept the connection as its provider",
    hint: "Otherwise it waits in the provider's Requests view.",
  },
  acceptanceRequired: {
    label: "Accept each connection by hand",
    hint: "Recommended. Every request waits in the Requests view.",
  },
  addresses: {
    label: "IP addresses",
    hint: "IPv4, separated by commas; in the VPC, or private ones that it has a route to.",
  },
  application: { label: "Application" },
  applicationLoadBalancer: { label: "Application Load Balancer" },
  applicationSubnet: {
    label: "Subnet",
    hint: "The instance gets no public address.",
  },
  clientCidrs: {
    label: "Clients",
    hint: "IP blocks, separated by commas. The security group lets them in on the port.",
  },
  comparison: {
    label: "The invitation and AWS",
    hint: "An invitation is text from somebody else. What AWS says is what counts.",
  },
  connections: {
    label: "Connections to reject",
    hint: "AWS deletes no service that has a waiting or available connection.",
  },
  endpoints: { label: "Endpoint to delete" },
  listeners: { label: "Listeners" },
  crossZone: {
    label: "Cross-zone load balancing",
    hint: "Every node sends to the targets of all zones. Traffic between zones costs extra.",
  },
  endpointType: {
    label: "Kind of endpoint",
    hint: "A gateway is free; an interface can be reached from other networks too.",
  },
  existingLoadBalancer: { label: "Network Load Balancer" },
  fixedAddresses: {
    label: "Fixed IP addresses",
    hint: "One per subnet, separated by commas. Left empty, AWS chooses.",
  },
  healthPace: { label: "Health check interval" },
  healthPath: { label: "Health check path", hint: "Has to answer with a code from 200 to 399." },
  healthProtocol: { label: "Health check" },
  instances: { label: "Instances" },
  ipAddressType: { label: "IP types" },
  listenedPort: { label: "Listener", hint: "The port that consumers use." },
  listenerPort: { label: "Listener port", hint: "The port that consumers use." },
  loadBalancers: { label: "Load balancers" },
  name: { label: "Name", hint: "Names every resource of the plan." },
  notifications: { label: "Connection notifications" },
  loadBalancer: { label: "Load balancer" },
  ownerPays: {
    label: "Pay for the consumers' endpoints",
    hint: "Otherwise each consumer pays for its own, as is usual.",
  },
  port: { label: "Port", hint: "The TCP port that the provider's load balancer listens on." },
  principals: {
    label: "Who may connect",
    hint: "Account ids, or ARNs of accounts, roles or users, separated by commas.",
  },
  privateDns: {
    label: "Use the service's private DNS name in this VPC",
    hint: "Programs go on using the provider's own name, and its certificate fits.",
  },
  rules: { label: "Rules in groups that stay" },
  privateDnsName: {
    label: "Private DNS name",
    hint: "Of a domain of yours, such as api.example.com. Consumers may then use it.",
  },
  recordType: { label: "DNS records" },
  routeTables: { label: "Route tables", hint: "Each gets a route to the service." },
  securityGroup: { label: "Security group" },
  endpointGroups: {
    label: "Security groups",
    hint: "The VPC's default group is not offered: it lets in only its own members.",
  },
  scope: { label: "Profile and Region" },
  serviceName: {
    label: "Service name",
    hint: "As the provider copied it, com.amazonaws.vpce.…, or one of AWS's own, such as com.amazonaws.us-east-1.s3.",
  },
  securityGroups: { label: "Security groups" },
  services: { label: "Endpoint service to delete" },
  subnets: {
    label: "Subnets, one per Availability Zone",
    hint: "Zones are compared by id; their names differ from account to account.",
  },
  target: { label: "What to tear down" },
  targetGroups: { label: "Target groups" },
  supportedRegions: {
    label: "Consumer Regions",
    hint: "Further Regions, separated by commas, such as eu-west-1.",
  },
  tags: { label: "Tags", hint: "On everything that is created: team=platform, stage=test." },
  targetPort: { label: "Application port" },
  ...testerFields,
  vpc: { label: "VPC" },
};

export function fieldText({ id }: Field): FieldText {
  return fieldTexts[id] ?? { label: id };
}

/** Options whose labels are words of ours and not AWS's names, by field and value. */
const optionLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  application: {
    sample: "Deploy the sample",
    instances: "Instances",
    addresses: "IP addresses",
    applicationLoadBalancer: "Application Load Balancer",
    behind: "What a load balancer leads to",
  },
  healthPace: { quick: "Every 10 s, 2 in a row", aws: "Every 30 s, 5 in a row" },
  loadBalancer: { new: "New", existing: "Existing" },
  securityGroup: { new: "New", existing: "Existing" },
  testerHours,
};

export function optionLabel({ id }: Field, { value, label }: Option): string {
  // Testers are torn down by the VPC that they are in.
  if (id === "target" && /\/vpc-\w+$/.test(value)) return testersIn(label);
  return optionLabels[id]?.[value] ?? label;
}

const refusals: Record<RefusalCode, string> = {
  defaultGroup: "AWS deletes no default group",
  deletionProtection: "deletion protection is on",
  applicationLoadBalancerTcp: "not for Application Load Balancers",
  addressesAreIpv4: "fixed IPv4 addresses are given",
  bound: "carries a service already",
  internetFacing: "faces the internet",
  leadsNowhere: "would lead nowhere",
  noFreeAddresses: "no free addresses",
  noSecurityGroup: "was made without a security group and can never get one",
  notActive: "not active",
  notRunning: "not running",
  noTesterType: "the zone has neither t4g.nano nor t3.nano",
  usedByStaying: "cannot go yet, because it is used by what stays",
  usedElsewhere: "cannot be deleted, because something else uses it",
  otherVpc: "in another VPC",
  routed: "has a route to this service already",
  serviceIpv4: "the service takes IPv4 only",
  serviceIpv6: "the service takes IPv6 only",
};

const cautions: Record<NonNullable<Option["caution"]>, string> = {
  notMadeByToolkit: "not made by the toolkit",
  madeByOtherPlan: "made by another plan of the toolkit",
};

/** Why an option cannot be chosen, with the names of what stands in the way. */
export function refusalWords({ refused, because = [] }: Option): string | undefined {
  if (refused === undefined) return undefined;
  return because.length === 0 ? refusals[refused] : `${refusals[refused]}: ${because.join(", ")}`;
}

/** The quieter line under an option. */
export function optionWords(option: Option): string {
  const caution = option.caution === undefined ? undefined : cautions[option.caution];
  return [option.detail, caution, refusalWords(option)].filter((part) => part !== undefined).join(" · ");
}

/** Problems that are about no particular text. */
const plainProblems = {
  required: "An answer is needed.",
  noSubnets: "Choose at least one subnet.",
  noInstances: "Choose at least one running instance.",
  nothingToDelete:
    "Tick what is to be deleted. The toolkit has made nothing of this, so nothing is ticked yet.",
  nothingThere: "The toolkit has made no tester here, so there is nothing to delete.",
  noListener:
    "This load balancer has no listener, so it leads to nothing. Choose another one, or targets to put behind it.",
  crossRegionZones:
    "Consumers in other Regions need a load balancer in at least two Availability Zones. Choose a second subnet.",
} as const satisfies Partial<Record<Problem["code"], string>>;

function isPlain(problem: Problem): problem is Extract<Problem, { code: keyof typeof plainProblems }> {
  return Object.hasOwn(plainProblems, problem.code);
}

export function problemSentence(problem: Problem): string {
  if (isPlain(problem)) return plainProblems[problem.code];
  switch (problem.code) {
    case "nameTaken":
      return `A service in an open scope is called "${problem.text}" already, and AWS refuses a second security group of its name. Take another name.`;
    case "port":
      return `"${problem.text}" is no port. Ports are whole numbers from 1 to 65535.`;
    case "cidr":
      return `"${problem.text}" is no IP block. Write it like 10.1.0.0/16.`;
    case "name":
      return `"${problem.text}" cannot be used. Take 1 to 24 letters, digits and hyphens, no hyphen at either end, not beginning with "internal-" or "sg-".`;
    case "principalNotAnArn":
      return `"${problem.text}" is no principal. Give a 12-digit account id or an IAM ARN.`;
    case "principalPath":
      return `Roles with a path cannot be principals, so "${problem.text}" is not added. Use ${problem.account === undefined ? "the account" : `account ${problem.account}`} instead.`;
    case "serviceName":
      return `"${problem.text}" is no service name. It looks like com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34.`;
    case "noLongerOffered":
      return `"${problem.text}" was chosen and is not there any more. Its credentials may have expired. Choose again.`;
    case "targetZoneMissing":
      return `A target is in ${problem.zoneId}, where the load balancer would have no node: it would never be used. Choose a subnet in ${problem.zoneId} too.`;
    case "targetZoneUncovered":
      return `A target is in ${problem.zoneId}, where this load balancer has no node: it would never be used. Choose another load balancer or another target, or give this one a subnet in ${problem.zoneId} first.`;
    case "subnetsInOneZone":
      return `Two subnets are in ${problem.zoneId}. Choose one per Availability Zone.`;
    case "address":
      return `"${problem.text}" is no IPv4 address. Write it like 10.0.1.24.`;
    case "addressInNoSubnet":
      return `${problem.text} is in the VPC's range and in none of its subnets, so nothing can have it.`;
    case "addressPublic":
      return `${problem.text} is neither in the VPC nor a private address. Outside the VPC, AWS takes 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10.`;
    case "applicationLoadBalancerPort":
      return `The Application Load Balancer does not listen on port ${problem.port}${problem.ports.length === 0 ? "; it has no listener" : `; it listens on ${problem.ports.join(", ")}`}. AWS wants the application port to be one of its listeners' ports.`;
    case "path":
      return `"${problem.text}" is no path. It begins with a slash, like /health.`;
    case "portTaken":
      return `The load balancer has a listener on port ${problem.port} already. Take another port, or publish what it leads to.`;
    case "privateDnsName":
      return `"${problem.text}" is no DNS name for a service. Write it in lower case, like api.example.com or *.example.com.`;
    case "loadBalancerIpv4":
      return `${problem.name} takes IPv4 only, so its service does too. Change the load balancer to dualstack first, or choose IPv4.`;
    case "subnetWithoutIpv6":
      return `${problem.subnet} has no IPv6 block, which this IP type needs in each of the subnets. Choose other subnets, or IPv4.`;
    case "region":
      return `"${problem.text}" is no Region that this account has enabled. Write it like eu-west-1.`;
    case "zoneNotCrossRegion":
      return `AWS does not serve other Regions from ${problem.zoneId}. Choose subnets in other zones.`;
    case "tag":
      return `"${problem.text}" is no tag. Write key=value; keys beginning with aws: belong to AWS, and Name is taken from the name above.`;
    case "noWayToSystemsManager":
    case "groupNameTaken":
      return testerProblem(problem);
    default:
      return connectProblem(problem);
  }
}

export function noticeSentence(notice: Notice): string {
  switch (notice.code) {
    case "inferredCidrs":
      return `Taken from ${notice.vpcs.join(", ")}, open in this window.`;
    case "enforcementOff":
      return "No clients are named, so the load balancer's inbound rules are turned off for PrivateLink traffic: whoever is connected reaches the application.";
    case "anyPrincipal":
      return "Every AWS account may ask to connect.";
    case "anyPrincipalUnattended":
      return "Every AWS account that learns the name can connect at once: the application is as good as public.";
    case "singleZone":
      return "One Availability Zone only: its failure cuts the connection.";
    case "sampleRuntime":
      return notice.runtime === "flask"
        ? "Flask is installed when the instance starts; this subnet has a way out to fetch it."
        : `${notice.wayOut === "internetGateway" ? "This subnet's way out is an internet gateway, which an instance without a public address cannot use" : "This subnet has no way out"}, so Flask cannot be fetched: Python's standard library gives the same answer.`;
    case "groupsUnknown":
      return `Security groups of ${notice.unknown.join(", ")} are not known here and stay as they are. They have to let the load balancer in on the port.`;
    case "zonesOffered":
      return `Consumers will be offered ${notice.zoneIds.join(", ")}.`;
    case "zonesWithoutTargets":
      return "A zone has a node and no target of its own: without cross-zone load balancing its consumers reach nothing.";
    case "everyClient":
      return "Every address is let in: whoever is connected reaches the application.";
    case "noClients":
      return "No clients are named, so only those reach the application whom the load balancer's group lets in already.";
    case "clientsLetIn":
      return "The load balancer's group lets them in already.";
    case "txtRecord":
      return "You get a TXT record to add to the domain after Apply.";
    case "ownerPays":
      return "AWS cannot take this back: you pay for every endpoint that anybody connects, as long as the service exists.";
    case "lookingUp":
      return "Asking AWS…";
    case "lookupFailed":
      return `${failureTitle(notice.failure)}. ${failureAdvice(notice.failure)}`;
    case "differsFromInvitation":
      return differenceSentence(notice.what);
    case "clientsCutOff":
      return `The clients behind ${counted(notice.connections, "connection")} lose the service as soon as it is rejected, and open TCP connections end. AWS does not promise that a rejected connection can be accepted again.`;
    case "endpointLost":
      return `Clients in this VPC lose ${notice.serviceName} through this endpoint, and its DNS names are gone for good${notice.privateDns ? "; the private DNS name no longer leads here either" : ""}. A new endpoint gets other names and may have to be accepted again.`;
    case "routesLost":
      return `AWS takes its routes out of ${notice.routeTables.join(", ") || "the route tables"}: traffic to ${notice.serviceName} takes whatever other way there is, or none, and open connections break.`;
    case "listenersGoAlong":
      return `Its listeners go with it: ${notice.listeners.join(", ")}.`;
    case "wayNotKnown":
    case "agentEndpoints":
    case "agentGroupsOpened":
      return testerNotice(notice);
    default:
      return connectNotice(notice);
  }
}

const warnings: ReadonlySet<Notice["code"]> = new Set([
  "anyPrincipal",
  "anyPrincipalUnattended",
  "crossRegion",
  "differsFromInvitation",
  "endpointQuota",
  "groupsClosed",
  "portSilent",
  "ipv6ClientsShutOut",
  "vpcDnsOff",
  "wayNotKnown",
  "agentGroupsOpened",
  "clientsCutOff",
  "endpointLost",
  "routesLost",
  "enforcementOff",
  "everyClient",
  "groupsUnknown",
  "lookupFailed",
  "noClients",
  "ownerPays",
  "singleZone",
  "zonesWithoutTargets",
] as const);

const goodNews: ReadonlySet<Notice["code"]> = new Set([
  "clientsLetIn",
  "serviceVerified",
  "zonesCovered",
] as const);

/** Whether a notice is a warning, good news or plain information. */
export function noticeTone({ code }: Notice): "good" | "warning" | "plain" {
  if (goodNews.has(code)) return "good";
  return warnings.has(code) ? "warning" : "plain";
}
