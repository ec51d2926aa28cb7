import type { Field, Notice, Option, Problem, RefusalCode, SectionState } from "../core/wizard/form.ts";
import { failureAdvice, failureTitle } from "./failures.ts";
import { counted } from "./plan.ts";

export const flowTexts = {
  publish: {
    title: "Publish a service",
    intro:
      "Puts a Network Load Balancer in front of an application and offers it through PrivateLink. Nothing is created before Apply.",
  },
  connect: {
    title: "Connect to a service",
    intro: "Creates an interface endpoint in your VPC. Nothing is created before Apply.",
  },
  tearDown: {
    title: "Tear down",
    intro:
      "Deletes a service or an endpoint with what stands behind it. What the toolkit made is ticked; nothing else goes unless you tick it. Nothing is deleted before Apply.",
  },
} as const;

const sectionTitles: Readonly<Record<string, string>> = {
  access: "Access",
  application: "Application",
  connections: "Connections",
  endpoint: "Endpoint",
  instances: "Instances",
  loadBalancer: "Load balancer",
  network: "Network",
  securityGroups: "Security groups",
  service: "Service",
  target: "What",
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
  acceptanceRequired: {
    label: "Accept each connection by hand",
    hint: "Recommended. Every request waits in the Requests view.",
  },
  application: { label: "Application" },
  applicationSubnet: {
    label: "Subnet",
    hint: "The instance gets no public address.",
  },
  clientCidrs: {
    label: "Clients",
    hint: "IPv4 blocks, separated by commas. The security group lets them in on the port.",
  },
  connections: {
    label: "Connections to reject",
    hint: "AWS deletes no service that has a waiting or available connection.",
  },
  endpoints: { label: "Endpoint to delete" },
  instances: { label: "Instances" },
  listeners: { label: "Listeners" },
  listenerPort: { label: "Listener port", hint: "The port that consumers use." },
  loadBalancers: { label: "Load balancers" },
  name: { label: "Name", hint: "Names every resource of the plan." },
  notifications: { label: "Connection notifications" },
  port: { label: "Port", hint: "The TCP port that the provider's load balancer listens on." },
  principals: {
    label: "Who may connect",
    hint: "Account ids, or ARNs of accounts, roles or users, separated by commas.",
  },
  rules: { label: "Rules in groups that stay" },
  scope: { label: "Profile and Region" },
  securityGroups: { label: "Security groups" },
  serviceName: { label: "Service name", hint: "As the provider copied it: com.amazonaws.vpce.…" },
  services: { label: "Endpoint service to delete" },
  subnets: {
    label: "Subnets, one per Availability Zone",
    hint: "Zones are compared by id; their names differ from account to account.",
  },
  target: { label: "Service or endpoint" },
  targetGroups: { label: "Target groups" },
  targetPort: { label: "Application port" },
  vpc: { label: "VPC" },
};

export function fieldText({ id }: Field): FieldText {
  return fieldTexts[id] ?? { label: id };
}

/** Options whose labels are words of ours and not AWS's names. */
const optionLabels: Readonly<Record<string, string>> = {
  instances: "Instances that run already",
  sample: "Deploy the sample application",
};

export function optionLabel(field: Field, label: string): string {
  return field.kind === "radio" ? (optionLabels[label] ?? label) : label;
}

const refusals: Record<RefusalCode, string> = {
  defaultGroup: "AWS deletes no default group",
  deletionProtection: "deletion protection is on",
  noFreeAddresses: "no free addresses",
  notRunning: "not running",
  usedByStaying: "cannot go yet, because it is used by what stays",
  usedElsewhere: "cannot be deleted, because something else uses it",
  zoneNotOffered: "the service is not in this zone",
};

const cautions: Record<NonNullable<Option["caution"]>, string> = {
  notMadeByToolkit: "not made by the toolkit",
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

export function problemSentence(problem: Problem): string {
  switch (problem.code) {
    case "required":
      return "An answer is needed.";
    case "port":
      return `"${problem.text}" is no port. Ports are whole numbers from 1 to 65535.`;
    case "cidr":
      return `"${problem.text}" is no IPv4 block. Write it like 10.1.0.0/16.`;
    case "name":
      return `"${problem.text}" cannot be used. Take 1 to 24 letters, digits and hyphens, no hyphen at either end, not beginning with "internal-" or "sg-".`;
    case "principalNotAnArn":
      return `"${problem.text}" is no principal. Give a 12-digit account id or an IAM ARN.`;
    case "principalPath":
      return `Roles with a path cannot be principals, so "${problem.text}" is not added. Use ${problem.account === undefined ? "the account" : `account ${problem.account}`} instead.`;
    case "serviceName":
      return `"${problem.text}" is no service name. It looks like com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34.`;
    case "serviceNotVisible":
      return `Not found or not permitted; AWS does not tell these apart. Either the name is wrong, the service is gone, or ${problem.account} is not an allowed principal.`;
    case "serviceInOtherRegion":
      return `The name says ${problem.region}, and the chosen scope is in another Region. Choose a scope in ${problem.region}.`;
    case "noLongerOffered":
      return `"${problem.text}" was chosen and is not there any more. Its credentials may have expired. Choose again.`;
    case "targetZoneMissing":
      return `A target is in ${problem.zoneId}, where the load balancer would have no node: it would never be used. Choose a subnet in ${problem.zoneId} too.`;
    case "noSubnets":
      return "Choose at least one subnet.";
    case "subnetsInOneZone":
      return `Two subnets are in ${problem.zoneId}. Choose one per Availability Zone.`;
    case "noInstances":
      return "Choose at least one running instance.";
    case "nothingToDelete":
      return "Tick what is to be deleted. The toolkit has made nothing of this, so nothing is ticked yet.";
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
    case "noWayOut":
      return notice.wayOut === "internetGateway"
        ? "This subnet's way out is an internet gateway, which an instance without a public address cannot use: Flask could not be installed. Choose a subnet with a NAT gateway."
        : "This subnet has no way out: Flask could not be installed. Choose a subnet with a NAT gateway.";
    case "lookingUp":
      return "Asking AWS…";
    case "lookupFailed":
      return `${failureTitle(notice.failure)}. ${failureAdvice(notice.failure)}`;
    case "serviceVerified":
      return `The service exists, belongs to ${notice.owner}, and this account may connect.${notice.acceptanceRequired ? " The provider has to accept." : ""}`;
    case "clientsCutOff":
      return `The clients behind ${counted(notice.connections, "connection")} lose the service as soon as it is rejected, and open TCP connections end. AWS does not promise that a rejected connection can be accepted again.`;
    case "endpointLost":
      return `Clients in this VPC lose ${notice.serviceName} through this endpoint, and its DNS names are gone for good${notice.privateDns ? "; the private DNS name no longer leads here either" : ""}. A new endpoint gets other names and may have to be accepted again.`;
    case "listenersGoAlong":
      return `Its listeners go with it: ${notice.listeners.join(", ")}.`;
    case "zonesCovered":
      return `${counted(notice.covered, "Availability Zone")} of ${notice.offered} that the service offers here.`;
  }
}

/** Whether a notice is a warning, good news or plain information. */
export function noticeTone({ code }: Notice): "good" | "warning" | "plain" {
  if (code === "serviceVerified" || code === "zonesCovered") return "good";
  return code === "anyPrincipal" ||
    code === "anyPrincipalUnattended" ||
    code === "singleZone" ||
    code === "noWayOut" ||
    code === "enforcementOff" ||
    code === "clientsCutOff" ||
    code === "endpointLost" ||
    code === "lookupFailed"
    ? "warning"
    : "plain";
}
