import { env, Uri, window } from "vscode";
import type { Session } from "../../app/session.ts";
import { consoleUrl } from "../../core/inventory/console.ts";
import { endpointTree } from "../../core/inventory/endpoints.ts";
import type { Capability, EndpointNode, Node, ServiceTarget } from "../../core/inventory/node.ts";
import { serviceTree } from "../../core/inventory/services.ts";
import { messages } from "../../text/messages.ts";
import { nodeDescription, nodeLabel } from "../../text/nodes.ts";

/** The endpoint that a command is for: the row, or asked for by Quick Pick. */
export async function targetEndpoint(
  session: Session,
  node: Node | undefined,
  capability: "testable" | "deletable",
): Promise<EndpointNode | undefined> {
  if (node?.kind === "endpoint") return node;
  const able = endpointNodes(session).filter(({ capabilities }) => capabilities.includes(capability));
  return pick(able, messages.pickEndpoint, messages.noEndpoints);
}

/**
 * The service that a command is for: that of the row, or asked for by Quick Pick.
 * @param capability What services to choose from must allow.
 */
export async function targetService(
  session: Session,
  node?: Node,
  capability: Capability = "connectable",
): Promise<ServiceTarget | undefined> {
  if (node !== undefined && "service" in node && node.service !== undefined) {
    return { scope: node.scope, service: node.service };
  }
  const services = serviceNodes(session);
  const able = services.filter(({ capabilities }) => capabilities.includes(capability));
  return pick(
    able,
    messages.pickService,
    services.length === 0 ? messages.noServices : messages.noSuchService,
  );
}

/** Shows a row's resource in the AWS console; from the palette, a service's. */
export async function openInConsole(session: Session, node?: Node): Promise<void> {
  const target = node ?? (await pick(serviceNodes(session), messages.pickService, messages.noServices));
  const url = target === undefined ? undefined : consoleUrl(target);
  if (url === undefined) return;
  const isElsewhere = session.isSandbox || session.scopes.some(({ endpoint }) => endpoint !== undefined);
  if (isElsewhere) void window.showInformationMessage(messages.noConsole);
  else await env.openExternal(Uri.parse(url, true));
}

export async function pick<N extends Node>(
  nodes: readonly N[],
  placeHolder: string,
  none: string,
): Promise<N | undefined> {
  if (nodes.length === 0) {
    void window.showInformationMessage(none);
    return undefined;
  }
  const items = nodes.map((node) => ({
    label: nodeLabel(node),
    description: nodeDescription(node, Date.now()),
    node,
  }));
  return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.node;
}

export function endpointNodes(session: Session) {
  return flatten(endpointTree(session.inventory.state)).filter((each) => each.kind === "endpoint");
}

export function serviceNodes(session: Session) {
  return flatten(serviceTree(session.inventory.state)).filter((each) => each.kind === "service");
}

function flatten(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children ?? [])]);
}
