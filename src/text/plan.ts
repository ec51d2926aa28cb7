import type { RunStatus } from "../core/plan/run.ts";
import type {
  EgressRule,
  FlowName,
  RuleReason,
  RuleSource,
  Step,
  Subject,
  Wait,
  WaitReason,
} from "../core/plan/step.ts";

export const planVerbs: Record<FlowName, string> = {
  publish: "Publish",
  connect: "Connect",
  tearDown: "Tear down",
  tester: "Create tester",
};

/** A plan beside others. */
export function planTitle(flow: FlowName, name: string): string {
  return `${planVerbs[flow]} ${name}`;
}

/** What a step is about, beside the name of its API call. */
export function stepSubject({ subject }: Step): string {
  switch (subject.code) {
    case "named":
      return subject.name;
    case "connections":
      return subject.endpointIds.length <= 3
        ? subject.endpointIds.join(", ")
        : `${subject.endpointIds.length} connections`;
    case "image":
      return "newest Amazon Linux 2023";
    case "rule":
      return `${subject.group}: TCP ${subject.port} from ${ruleSource(subject.from)}`;
    case "outboundRule":
      return `${subject.group}: TCP ${subject.port} to ${ruleSource(subject.to)}`;
    case "networkAclEntry":
      return `${subject.networkAcl}: entry ${subject.number} lets TCP ${portRange(subject.ports)} ${subject.egress ? "out to" : "in from"} ${subject.cidr}`;
    case "instance":
      return `${subject.name}: ${subject.type}, private, runs the sample application ${subject.runtime === "flask" ? "with Flask" : "with Python alone"}`;
    case "targets":
      return `${counted(subject.count, "target")} on port ${subject.port}`;
    case "loadBalancer":
      return `${subject.name}: internal, ${counted(subject.zones, "AZ")}`;
    case "enforcementOff":
      return `${subject.name}: inbound rules do not apply to PrivateLink traffic`;
    case "crossZoneOn":
      return `${subject.name}: every zone reaches every target`;
    case "subnets":
      return `${subject.name}: also in ${subject.added.join(", ")}`;
    case "attribute":
      return `${subject.name}: ${subject.key} = ${subject.value}`;
    case "listener":
      return `TCP ${subject.port} to ${subject.targetGroup}`;
    case "service":
      return [
        subject.acceptanceRequired ? "acceptance required" : "connections are accepted automatically",
        ...(subject.privateDnsName === undefined ? [] : [subject.privateDnsName]),
      ].join(", ");
    case "ownerPays":
      return "the provider pays for every endpoint; cannot be taken back";
    case "principals":
      return `allow ${subject.principals.join(", ")}`;
    case "gatewayEndpoint":
      return `Gateway, routes in ${counted(subject.routeTables, "route table")}`;
    case "vpcAttribute":
      return `${subject.attribute} = true, for the whole VPC ${subject.vpc}`;
    case "accept":
      return "lets the new endpoint in";
    case "privateDns":
      return `${subject.name} leads to the endpoint inside the VPC`;
    case "endpoint":
      return `Interface, ${subject.zoneIds.join(" and ")}`;
    default:
      return testerSubject(subject);
  }
}

type TesterCode = "tester" | "egress" | "noEgress" | "agentEndpoint" | "agentOnline" | "policy" | "inProfile";

/** What a tester consists of. */
function testerSubject(subject: Extract<Subject, { readonly code: TesterCode }>): string {
  switch (subject.code) {
    case "tester":
      return `${subject.name}: ${subject.type} in ${subject.zoneId}, private, ends after ${counted(subject.hours, "hour")}`;
    case "egress":
      return `${subject.group}: ${subject.rules.map(egressWords).join("; ")}`;
    case "noEgress":
      return `${subject.group}: nothing goes out to ${subject.cidr} any more`;
    case "agentEndpoint":
      return `${subject.service}, in ${subject.zoneId}, for the whole VPC`;
    case "agentOnline":
      return `${subject.name}: whether Systems Manager reaches it`;
    case "policy":
      return `${subject.policy} for ${subject.role}`;
    case "inProfile":
      return `${subject.role} into the instance profile ${subject.profile}`;
  }
}

function egressWords({ protocol, port, cidrs, reason }: EgressRule): string {
  return `${protocol.toUpperCase()} ${port} to ${cidrs.join(", ")} (${egressReasons[reason]})`;
}

const egressReasons: Record<EgressRule["reason"], string> = {
  agent: "Systems Manager",
  tested: "what is tested",
  dns: "name servers",
};

const ruleReasons: Record<RuleReason, string> = {
  agents: "Agents in the VPC talk to Systems Manager over HTTPS.",
  endpointClients: "The endpoint's group sees its clients' own addresses.",
  loadBalancerAddresses:
    "The load balancer's rules are not enforced, so its nodes are known by the addresses of their subnets.",
  loadBalancerGroup: "The load balancer's rules are enforced, so its group stands for its nodes.",
  privateLinkClients: "PrivateLink shows the load balancer's group the clients' own addresses.",
};

/** Why a security group rule is proposed. */
export function stepReason({ subject }: Step): string | undefined {
  return subject.code === "rule" ? ruleReasons[subject.reason] : undefined;
}

/** The user's own tags on what a step makes. */
export function tagsLine(tags: readonly (readonly [string, string])[]): string {
  return `Tagged ${tags.map(([key, value]) => `${key}=${value}`).join(", ")}`;
}

function portRange({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function ruleSource(source: RuleSource): string {
  return "cidrs" in source ? source.cidrs.join(", ") : source.group;
}

const waits: Record<WaitReason, string> = {
  agentOnline: "Wait until Systems Manager reaches the instance",
  accepted: "Wait until the provider has accepted",
  connectionAvailable: "Wait until the endpoint is available",
  gatewayAvailable: "Wait until the gateway is available",
  connectionsRejected: "Wait until no connection is live",
  endpointCreated: "Wait until the endpoint is created",
  endpointDeleted: "Wait until the endpoint is gone",
  instanceRunning: "Wait until the instance runs",
  instanceStopped: "Wait until the instance is stopped",
  instanceTerminated: "Wait until the instance is terminated",
  loadBalancerActive: "Wait until the load balancer is active",
  loadBalancerDeleted: "Wait until its network interfaces are gone",
  serviceAvailable: "Wait until the service is available",
  serviceDeleted: "Wait until the service is gone",
  nameVerified: "Wait until AWS has found the record",
  targetsHealthy: "Wait until a target is healthy",
};

/** How long AWS usually takes. */
const durations: Record<WaitReason, string> = {
  agentOnline: "1 to 3 min",
  accepted: "as long as people take",
  connectionAvailable: "1 to 3 min",
  gatewayAvailable: "under 1 min",
  connectionsRejected: "under 1 min",
  endpointCreated: "1 to 5 min",
  endpointDeleted: "1 to 5 min",
  instanceRunning: "under 1 min",
  instanceStopped: "about 1 min",
  instanceTerminated: "about 1 min",
  loadBalancerActive: "2 to 4 min",
  loadBalancerDeleted: "1 to 5 min",
  serviceAvailable: "under 1 min",
  serviceDeleted: "under 1 min",
  nameVerified: "under 10 min",
  targetsHealthy: "1 to 3 min",
};

/** Who has to do what before a step can go on. */
export function personSentence({ before, subject }: Step): string {
  if (subject.code === "privateDns")
    return `Waiting for ${subject.owner} to accept the connection to ${subject.serviceName}: in Requests here, or in the AWS console under the service's endpoint connections.`;
  return before === undefined ? "" : waitSentence(before);
}

export function waitSentence({ reason }: Wait): string {
  return waits[reason];
}

export function waitDuration({ reason }: Wait): string {
  return durations[reason];
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

export function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

export const runHeadlines: Record<RunStatus, string> = {
  checking: "Checking permissions. Nothing is made yet",
  running: "Applying",
  stopped: "Stopped",
  done: "Done",
  undoing: "Undoing",
  undoStopped: "Stopped while undoing",
  undone: "Undone: nothing of this plan is left",
  kept: "Stopped, and what was made is kept",
};
