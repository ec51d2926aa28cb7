import type { Decision } from "../core/inventory/decisions.ts";
import type { ConnectionNode, EmptyOf, EndpointNode, Node } from "../core/inventory/node.ts";
import { isDead } from "../core/model/endpoint.ts";
import type { NameScope } from "../core/model/endpointNames.ts";
import type { Failure } from "../core/model/failure.ts";
import { accountName } from "../core/model/scope.ts";
import type { Target } from "../core/model/service.ts";
import type { EndpointState } from "../core/model/states.ts";
import { displayName } from "../core/model/tags.ts";
import { failureAdvice, failureTitle } from "./failures.ts";
import { counted, dollars } from "./plan.ts";
import { type ConnectionWords, refusalSentence } from "./requests.ts";
import { accessDescription, accessLabel, accessTooltip } from "./serviceNodes.ts";
import { age, joined, stateWord, targetReason } from "./states.ts";

const emptyRows: Readonly<Record<EmptyOf, string>> = {
  services: "No services in this scope",
  endpoints: "No endpoints in this scope",
  principals: "Nobody is allowed yet",
  connections: "Nobody has connected yet",
  notifications: "No topic hears of connections",
  targets: "No target is registered",
};

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
    case "targetGroup":
      return node.targetGroup.name;
    case "vpc":
      return displayName(node.vpc);
    case "endpoint":
      return displayName(node.endpoint);
    case "networkInterface":
      return node.networkInterface.ip;
    case "dnsNames":
      return "DNS names";
    case "dnsName":
      return nameLabel(node.leadsTo);
    case "securityGroup":
      return node.group.name || node.group.id;
    case "failure":
      return failureTitle(node.failure);
    case "loading":
      return "Loading…";
    case "empty":
      return emptyRows[node.of];
    default:
      return accessLabel(node);
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
      return joined(String(node.total), ...node.states.map(connectionCount));
    case "connection":
      return connectionDescription(node, now);
    case "loadBalancer":
      return joined(
        stateWord(node.loadBalancer.state),
        node.loadBalancer.scheme,
        counted(node.loadBalancer.zoneNames.length, "AZ"),
      );
    case "listener":
      return healthSummary(node.listener.targetGroups.flatMap(({ targets }) => targets));
    case "targetGroup":
      return healthSummary(node.targetGroup.targets);
    case "target":
      return joined(
        stateWord(node.target.state),
        node.target.reason && targetReason(node.target.reason),
        node.target.zoneName,
      );
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
    case "dnsName":
      return node.name;
    case "loading":
    case "empty":
      return "";
    default:
      return accessDescription(node);
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
        node.connection.region && `Region ${node.connection.region}`,
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
    case "acceptance":
    case "notification":
    case "principal":
    case "privateDns":
    case "regions":
    case "zoneDrift":
      return lines(heading, accessTooltip(node));
    default:
      return heading;
  }
}

/** The names themselves begin alike, and a narrow view cuts them off before they differ. */
function nameLabel(leadsTo: NameScope): string {
  switch (leadsTo.kind) {
    case "regional":
      return "Regional";
    case "zonal":
      return leadsTo.zoneId ?? leadsTo.zoneName;
    case "private":
      return "Private";
  }
}

/** Everything that a filter looks at. */
export function nodeWords(node: Node, now: number): string {
  return lines(nodeTooltip(node, now), "copyText" in node ? node.copyText : undefined);
}

/** What a row says where several stand for the same thing: its name and id, for confirmations and messages. */
export function consumerName({ connection, consumer }: ConnectionNode): string {
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

/** Requests are read by age and service, everything else by state. */
function connectionDescription(node: ConnectionNode, now: number): string {
  const { asked, connection } = node;
  const since = age(connection.createdAt, now);
  const account = nodeLabel(node) === connection.owner ? undefined : connection.owner;
  if (asked !== undefined) return joined(asked === "accept" ? "accepting…" : "rejecting…", serviceName(node));
  const refused = node.refused && notDone(node.refused.decision, node.refused.failure);
  return node.id.startsWith("request/")
    ? joined(refused, since, serviceName(node), account, connection.endpointId)
    : joined(
        stateWord(connection.state),
        isDead(connection.state) && "still billed",
        refused,
        since,
        account,
        connection.endpointId,
      );
}

function connectionCount({
  state,
  count,
}: {
  readonly state: EndpointState;
  readonly count: number;
}): string {
  return `${count} ${state === "pendingAcceptance" ? "waiting" : stateWord(state).toLowerCase()}`;
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

function healthSummary(targets: readonly Target[]): string {
  const healthy = targets.filter(({ state }) => state === "healthy").length;
  return `${healthy} of ${targets.length} healthy`;
}

function enforcement(enforced: boolean): string {
  return enforced
    ? "Inbound rules apply to PrivateLink traffic"
    : "Inbound rules do not apply to PrivateLink traffic";
}

function lines(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join("\n");
}
