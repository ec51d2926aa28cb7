import type { AccessNode, Node } from "../core/inventory/node.ts";
import type { EndpointService } from "../core/model/service.ts";
import { counted } from "./plan.ts";
import { joined, stateWord } from "./states.ts";

const recordFields = { name: "Record name", type: "Record type", value: "Record value" } as const;

export function accessLabel(node: AccessNode): string {
  switch (node.kind) {
    case "acceptance":
      return "Acceptance";
    case "dnsRecord":
      return recordFields[node.field];
    case "ipTypes":
      return "IP types";
    case "notification":
      return topicName(node.notification.topicArn);
    case "notifications":
      return "Notifications";
    case "payer":
      return "Endpoint hours";
    case "principal":
      return principalName(node.arn).label;
    case "principals":
      return "Allowed principals";
    case "privateDns":
      return node.name;
    case "region":
      return node.region;
    case "regions":
      return "Supported Regions";
    case "zoneDrift":
      return `${counted(node.zoneNames.length, "zone")} not offered`;
  }
}

export function accessDescription(node: AccessNode): string {
  switch (node.kind) {
    case "acceptance":
      return node.service.acceptanceRequired ? "Required" : "Automatic";
    case "dnsRecord":
      return node.copyText;
    case "ipTypes":
      return ipTypeWords(node.ipTypes);
    case "notification":
      return joined(node.notification.events.join(", "), !node.notification.enabled && "Disabled");
    case "notifications":
    case "principals":
      return node.count === 0 ? "None" : String(node.count);
    case "payer":
      return node.ownerPays ? "Paid by the owner of the service" : "Paid by each consumer";
    case "principal":
      return node.arn === "*" ? everybody(node.service) : principalName(node.arn).description;
    case "privateDns":
      return privateDnsState(node);
    case "region":
      return joined(node.region === node.scope.region && "Hosts the service", stateWord(node.state));
    case "regions":
      return String(node.count);
    case "zoneDrift":
      return node.zoneNames.join(", ");
  }
}

/** What the row's words leave out. */
export function accessTooltip(
  node: Extract<
    AccessNode,
    { kind: "acceptance" | "notification" | "principal" | "privateDns" | "regions" | "zoneDrift" }
  >,
): string {
  switch (node.kind) {
    case "acceptance":
      return node.service.acceptanceRequired
        ? "Each new connection waits in Requests until you accept it."
        : "Every allowed principal is connected at once.";
    case "notification":
      return node.notification.topicArn;
    case "principal":
      return node.arn;
    case "privateDns":
      return privateDnsAdvice(node);
    case "zoneDrift":
      return "The load balancer is enabled in these Availability Zones, but the service does not offer them to consumers yet. Fix Zones makes the one call that does.";
    case "regions":
      return "Consumers can connect from these Regions.";
  }
}

/** `IPv4 + IPv6`, in the order of AWS's own documents. */
export function ipTypeWords(types: readonly ("ipv4" | "ipv6")[]): string {
  return types.map((type) => ({ ipv4: "IPv4", ipv6: "IPv6" })[type]).join(" + ");
}

/** The last part of an SNS topic's ARN. */
export function topicName(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

/** A principal's ARN without the part that all of them have: the account, or who in it. */
function principalName(arn: string): { readonly label: string; readonly description: string } {
  const [, account, who] = /^arn:[\w-]+:iam::(\d{12}):(.+)$/.exec(arn) ?? [];
  if (account === undefined || who === undefined) return { label: arn, description: "" };
  return who === "root"
    ? { label: account, description: "Everybody in this account" }
    : { label: who, description: account };
}

function everybody({ acceptanceRequired }: EndpointService): string {
  return acceptanceRequired ? "Everybody in every account" : "Everybody in every account, accepted at once";
}

function privateDnsState({ service }: Extract<Node, { kind: "privateDns" }>): string {
  const state = service.privateDnsProof?.state ?? "unknown";
  return state === "failed" ? "Verification failed" : stateWord(state);
}

function privateDnsAdvice({ service }: Extract<Node, { kind: "privateDns" }>): string {
  switch (service.privateDnsProof?.state) {
    case "verified":
      return "Consumers can turn private DNS on for their endpoints.";
    case "failed":
      return "AWS did not find the record in public DNS. Check its name and value, then verify again.";
    default:
      return "Put the record below into public DNS, then verify. DNS may take hours to show it.";
  }
}
