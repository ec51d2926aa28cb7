import type { Decision } from "../core/inventory/decisions.ts";
import type { ConnectionNode, EndpointNode, Node } from "../core/inventory/node.ts";
import { isDead } from "../core/model/endpoint.ts";
import type { Failure } from "../core/model/failure.ts";
import { accountName } from "../core/model/scope.ts";
import type { EndpointState } from "../core/model/states.ts";
import { displayName } from "../core/model/tags.ts";
import { failureAdvice, failureTitle } from "./failures.ts";
import { counted, dollars } from "./plan.ts";
import { type ConnectionWords, refusalSentence } from "./requests.ts";
import { age, stateWord, targetReason } from "./states.ts";

const emptyRows = {
  services: "No services in this scope",
  endpoints: "No endpoints in this scope",
  principals: "Nobody is allowed yet",
  connections: "Nobody has connected yet",
} as const;

/** A row's label: what people call the thing. */
export function nodeLabel(node: Node): string {
  switch (node.kind) {
    case "scope":
      return accountName(node.scope);
    case "service":
      return displayName(node.service);
    case "connections":
      return "Connections";
    case "connection":
      return consumerName(node);
    case "loadBalancer":
      return node.loadBalancer.name;
    case "listener":
      return `${node.listener.protocol} ${node.listener.port}`;
    case "target":
      return `${node.target.id}:${node.target.port}`;
    case "principals":
      return "Allowed principals";
    case "principal":
      return node.arn;
    case "vpc":
      return displayName(node.vpc);
    case "endpoint":
      return displayName(node.endpoint);
    case "networkInterface":
      return node.networkInterface.ip;
    case "dnsNames":
      return "DNS names";
    case "dnsName":
      return node.name;
    case "securityGroup":
      return node.group.name || node.group.id;
    case "failure":
      return failureTitle(node.failure);
    case "loading":
      return "Loading…";
    case "empty":
      return emptyRows[node.of];
  }
}

/** The quieter words behind the label. State is always among them, so that colour never stands alone. */
export function nodeDescription(node: Node, now: number): string {
  switch (node.kind) {
    case "scope":
      return joined(node.scope.alias && node.scope.profile, node.scope.region, node.scope.account);
    case "service":
      return joined(stateWord(node.service.state), node.waiting > 0 && `${node.waiting} waiting`);
    case "connections":
      return joined(String(node.total), node.waiting > 0 && `${node.waiting} waiting`);
    case "connection":
      return connectionDescription(node, now);
    case "loadBalancer":
      return joined(
        stateWord(node.loadBalancer.state),
        node.loadBalancer.scheme,
        counted(node.loadBalancer.zoneNames.length, "AZ"),
      );
    case "listener":
      return joined(node.listener.targetGroupName, healthSummary(node));
    case "target":
      return joined(
        stateWord(node.target.state),
        node.target.reason && targetReason(node.target.reason),
        node.target.zoneName,
      );
    case "principals":
      return String(node.count);
    case "vpc":
      return joined(...node.vpc.cidrs);
    case "endpoint":
      return endpointDescription(node, now);
    case "networkInterface":
      return joined(node.networkInterface.zoneId, node.networkInterface.zoneName);
    case "dnsNames":
      return String(node.count);
    case "securityGroup":
      return node.group.id;
    case "failure":
      return joined(node.scope && `${accountName(node.scope)} ${node.scope.region}`, node.failure.action);
    case "principal":
    case "dnsName":
    case "loading":
    case "empty":
      return "";
  }
}

/** One fact a line; shown on hover. */
export function nodeTooltip(node: Node, now: number): string {
  const heading = joined(nodeLabel(node), nodeDescription(node, now));
  switch (node.kind) {
    case "service":
      return lines(heading, node.service.id, node.service.name, `Zones ${node.service.zoneIds.join(", ")}`);
    case "connection":
      return lines(
        heading,
        `Endpoint ${node.connection.endpointId}`,
        `Account ${node.connection.owner}`,
        `Service ${node.connection.serviceId}`,
        connectionAdvice[node.connection.state],
        node.refused && refusalSentence(node.refused.failure),
      );
    case "endpoint":
      return lines(
        heading,
        node.endpoint.id,
        node.endpoint.serviceName,
        node.endpoint.failure,
        node.wasted !== undefined && "It leads nowhere any more. AWS bills it until it is deleted.",
      );
    case "loadBalancer":
      return lines(heading, node.loadBalancer.arn, enforcement(node.loadBalancer.enforcesInboundRules));
    case "failure":
      return lines(failureTitle(node.failure), failureAdvice(node.failure), node.failure.message);
    default:
      return heading;
  }
}

/** What a row says where several stand for the same thing: its name and id, for confirmations and messages. */
function consumerName({ connection, consumer }: ConnectionNode): string {
  const name = connection.tags["Name"];
  return name ?? (consumer === undefined ? connection.owner : accountName(consumer));
}

/** A connection as confirmations and messages name it. */
export function connectionWords(node: ConnectionNode): ConnectionWords {
  const { owner, endpointId } = node.connection;
  return { consumer: consumerName(node), account: owner, endpointId, service: serviceName(node) };
}

function serviceName({ service, connection }: ConnectionNode): string {
  return service === undefined ? connection.serviceId : displayName(service);
}

function connectionDescription(node: ConnectionNode, now: number): string {
  const { asked, connection } = node;
  const since = age(connection.createdAt, now);
  if (asked !== undefined) return joined(asked === "accept" ? "accepting…" : "rejecting…", serviceName(node));
  const refused = node.refused && notDone(node.refused.decision, node.refused.failure);
  const waits = connection.state === "pendingAcceptance";
  // Requests are read by age and service, everything else by state.
  return node.id.startsWith("request/")
    ? joined(refused, since, serviceName(node), connection.endpointId)
    : joined(
        stateWord(connection.state),
        isDead(connection.state) && "still billed",
        refused,
        waits && since,
        connection.endpointId,
      );
}

function endpointDescription({ endpoint, wasted }: EndpointNode, now: number): string {
  const waits = endpoint.state === "pendingAcceptance";
  return joined(
    stateWord(endpoint.state),
    wasted !== undefined && wasted > 0 && `billed ${dollars(wasted)}/mo`,
    waits && age(endpoint.createdAt, now),
    endpoint.type !== "Interface" && endpoint.type,
  );
}

function notDone(decision: Decision, failure: Failure): string {
  return `not ${decision === "accept" ? "accepted" : "rejected"}: ${failure.awsCode ?? failureTitle(failure)}`;
}

/** What a provider should know about a connection that has ended. */
const connectionAdvice: Readonly<Partial<Record<EndpointState, string>>> = {
  rejected:
    "The consumer is billed until the endpoint is deleted. It can be accepted again; AWS does not promise that this works.",
  expired:
    "Nobody has answered in time. The consumer deletes the endpoint, which is still billed, and creates it again.",
  failed: "The consumer deletes the endpoint, which is still billed, and creates it again.",
};

function healthSummary({ listener }: Extract<Node, { kind: "listener" }>): string {
  const healthy = listener.targets.filter(({ state }) => state === "healthy").length;
  return `${healthy} of ${listener.targets.length} healthy`;
}

function enforcement(enforced: boolean): string {
  return enforced
    ? "Inbound rules apply to PrivateLink traffic"
    : "Inbound rules do not apply to PrivateLink traffic";
}

function joined(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join(" · ");
}

function lines(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join("\n");
}
