import type { Connection } from "../core/model/connection.ts";
import type { ParsedPrincipal } from "../core/model/principal.ts";
import type { ParsedTopic } from "../core/model/topic.ts";
import type { ServiceChange } from "../core/plan/serviceChanges.ts";
import { counted } from "./plan.ts";
import { ipTypeWords, topicName } from "./serviceNodes.ts";

/** While the calls of a change run. */
export function changeProgress(change: ServiceChange, service: string): string {
  switch (change.kind) {
    case "addPrincipal":
      return `Allowing ${change.arn} to connect to ${service}…`;
    case "removePrincipal":
      return `Removing ${change.arn} from ${service}…`;
    case "setAcceptance":
      return `Changing the acceptance of ${service}…`;
    case "verifyPrivateDns":
      return `Asking AWS to verify ${change.name}…`;
    case "addRegion":
      return `Opening ${service} to ${change.region}…`;
    case "removeRegion":
      return `Closing ${service} to ${change.region}…`;
    case "createNotification":
      return `Creating a notification for ${service}…`;
    case "deleteNotification":
      return `Deleting a notification of ${service}…`;
    case "fixZones":
      return `Offering the zones of ${service}…`;
    case "setPrivateDns":
      return `Changing the private DNS name of ${service}…`;
    case "setIpTypes":
      return `Changing the IP types of ${service}…`;
    case "takeOverCosts":
      return `Taking over the endpoint hours of ${service}…`;
  }
}

/** What is so after a change. */
export function changeDone(change: ServiceChange, service: string): string {
  switch (change.kind) {
    case "addPrincipal":
      return `${principalWords(change.arn)} may now ask ${service} for connections.`;
    case "removePrincipal":
      return `${principalWords(change.arn)} is no longer an allowed principal of ${service}. ${whatStays(change.reject)}`;
    case "setAcceptance":
      return change.required
        ? `New connections to ${service} now wait until you accept them.`
        : `New connections to ${service} are now accepted automatically.`;
    case "verifyPrivateDns":
      return `AWS now looks for the record of ${change.name}. Its row shows what AWS finds.`;
    case "addRegion":
      return `Consumers in ${change.region} can connect to ${service} as soon as its row says Available.`;
    case "removeRegion":
      return `No new endpoint in ${change.region} can connect to ${service}. ${whatStays(change.reject)}`;
    case "createNotification":
      return `The topic ${topicName(change.topicArn)} now hears of ${service}: ${change.events.join(", ")}. AWS can publish only if the topic's policy allows vpce.amazonaws.com.`;
    case "deleteNotification":
      return `The topic ${topicName(change.notification.topicArn)} hears nothing of ${service} any more.`;
    case "fixZones":
      return `${service} now offers ${change.zoneNames.join(", ")}. If a row still says otherwise, AWS needs a few minutes: fix it again then.`;
    case "setPrivateDns":
      return change.name === undefined
        ? `${service} has no private DNS name any more.`
        : `${service} now has the private DNS name ${change.name}. Its row shows the record that proves it: put it into public DNS, then verify.`;
    case "setIpTypes":
      return `${service} now takes ${ipTypeWords(change.ipTypes)}.`;
    case "takeOverCosts":
      return `You now pay the hours of every endpoint that connects to ${service}.`;
  }
}

/** Beside the failure, when a change did not happen or only in part. */
export function changeFailed(change: ServiceChange, service: string, finishedCalls: number): string {
  if (finishedCalls === 0) return `${service} is as it was. `;
  return change.kind === "removePrincipal" || change.kind === "removeRegion"
    ? "It was removed, but its connections were not rejected. "
    : "";
}

function whatStays(rejected: readonly Connection[]): string {
  return rejected.length === 0
    ? "Connections that exist stay until you reject them."
    : `${counted(rejected.length, "connection")} rejected.`;
}

function principalWords(arn: string): string {
  return arn === "*" ? "Everybody (*)" : arn;
}

function whatWouldStay(left: number): string {
  return `${counted(left, "connection")} that ${left === 1 ? "exists" : "exist"} would stay until rejected.`;
}

/** Why a principal cannot be taken, as one types it. */
export function principalProblem(parsed: Extract<ParsedPrincipal, { ok: false }>): string {
  if (parsed.problem === "path") {
    const whole = parsed.account === undefined ? "" : ` Allow the whole account instead: ${parsed.account}.`;
    return `AWS does not take ARNs with a path here, so roles of IAM Identity Center cannot be allowed.${whole}`;
  }
  return "Enter an account id of twelve digits, the ARN of an account, role or user, or * for everybody.";
}

/** Why a topic cannot be taken, as one types it. */
export function topicProblem({ problem }: Extract<ParsedTopic, { ok: false }>, region: string): string {
  return problem === "otherRegion"
    ? `The topic has to be in the service's Region, ${region}.`
    : `Enter the ARN of an SNS topic, such as arn:aws:sns:${region}:111122223333:requests.`;
}

export const changeTexts = {
  undo: "Undo",
  tryAgain: "Try Again",
  undone: (service: string) => `${service} is as it was.`,
  principalPrompt: (service: string) => `Who may ask ${service} for connections?`,
  principalPlaceholder: "Account id, ARN of an account, role or user, or *",
  alreadyAllowed: "It is allowed already.",
  everyoneQuestion: (service: string) => `Allow every AWS account to connect to ${service}?`,
  everyoneDetail: (acceptanceRequired: boolean) =>
    acceptanceRequired
      ? "Any account that learns the service's name may ask for a connection. You decide about each one in Requests."
      : "Any account that learns the service's name is connected at once, because connections are accepted automatically. The load balancer is public then, even without a public address.",
  everyoneAllow: "Allow Everybody",
  automaticQuestion: (service: string) => `Accept connections to ${service} automatically?`,
  automaticDetail: {
    everyone:
      "Every AWS account is an allowed principal: whoever learns the service's name is connected at once. The load balancer is public then, even without a public address.",
    some: "Every allowed principal is connected at once, without a decision of yours.",
    unknown:
      "The allowed principals cannot be read. If everybody (*) is allowed, whoever learns the service's name is connected at once.",
  },
  acceptAutomatically: "Accept Automatically",
  removePrincipalQuestion: (arn: string, service: string) => `Remove ${arn} from ${service}?`,
  removeRegionQuestion: (region: string, service: string) => `Close ${service} to ${region}?`,
  removePrincipalDetail: (left: number) =>
    left === 0
      ? "It can make no new connections unless another principal allows it. No connection that exists depends on it alone."
      : `It can make no new connections. ${whatWouldStay(left)}`,
  removeRegionDetail: (left: number) =>
    `No new endpoint there can connect. ${left === 0 ? "No endpoint there is connected." : whatWouldStay(left)}`,
  remove: "Remove",
  removeAndReject: (count: number) => `Remove and Reject ${counted(count, "Connection")}`,
  pickPrincipal: "Which principal?",
  noPrincipals: (service: string) => `${service} has no allowed principals. Add one first.`,
  pickRegionToAdd: (service: string) => `From which Region may consumers connect to ${service}?`,
  noRegionToAdd: (service: string) => `${service} is open to every Region that this account can use.`,
  oneZone: (service: string) =>
    `${service} is in one Availability Zone. AWS asks for two before other Regions can connect: enable another zone on its load balancer, then fix its zones.`,
  pickRegionToRemove: "Which Region?",
  noRegionToRemove: (service: string) => `${service} is open to its own Region only, and that one stays.`,
  topicPrompt: (service: string) => `SNS topic that hears of the connections of ${service}`,
  topicPlaceholder: "ARN of the topic",
  topicTaken: "This topic has a notification of the service already. Delete that first.",
  pickEvents: "Which events?",
  events: {
    Accept: "a connection is accepted",
    Connect: "a consumer asks for a connection",
    Delete: "an endpoint is deleted",
    Reject: "a connection is rejected",
  },
  noEvents: "Choose at least one event: a notification without events cannot be created.",
  pickNotification: "Which notification?",
  noNotifications: (service: string) => `${service} has no notifications.`,
  deleteNotificationQuestion: (topic: string) => `Delete the notification of ${topic}?`,
  deleteNotificationDetail: "The topic itself stays. It hears nothing of the service's connections any more.",
  delete: "Delete",
  privateDnsPrompt: (service: string) => `Private DNS name of ${service}`,
  privateDnsPlaceholder: "A domain of yours, such as api.example.com; empty for none",
  privateDnsWrong: "Enter a domain name in lower case, such as api.example.com or *.example.com.",
  privateDnsQuestion: (before: string, after: string | undefined) =>
    after === undefined ? `Remove the private DNS name ${before}?` : `Replace ${before} by ${after}?`,
  privateDnsDetail: (service: string) =>
    `Consumers who reach ${service} by the old name no longer do. AWS proves every name anew, also an old one that comes back.`,
  replace: "Replace",
  pickIpTypes: (service: string) => `Which IP types does ${service} take?`,
  currently: "now",
  payQuestion: (service: string) => `Pay for every endpoint that connects to ${service}?`,
  payDetail:
    "AWS cannot take this back: you pay the hours of every consumer's endpoint, for as long as the service exists.",
  pay: "Pay for Endpoints",
  ownerPaysAlready: (service: string) => `The endpoints of ${service} are paid for by you already.`,
  noPrivateDns: (service: string) => `${service} has no private DNS name.`,
  alreadyVerified: (name: string) => `${name} is verified already.`,
  acceptanceIs: (service: string, required: boolean) =>
    required
      ? `${service} requires acceptance already.`
      : `${service} accepts connections automatically already.`,
  noDrift: (service: string) => `${service} offers every zone of its load balancers.`,
} as const;

export const nameTexts = {
  progress: "Naming the connection…",
  prompt: (consumer: string) => `Name of the connection from ${consumer}`,
  placeholder: "Empty for none",
  tooLong: "A tag's value has at most 256 characters.",
  pick: "Which connection?",
  none: "No connection to a service in the open scopes can be named.",
  done: (name: string) =>
    name === "" ? "The connection has no name any more." : `The connection is now called ${name}.`,
  failed: "The connection keeps its name. ",
  undone: "The connection has its old name again.",
} as const;
