import { env, window } from "vscode";
import type { Session } from "../../app/session.ts";
import { endpointTree } from "../../core/inventory/endpoints.ts";
import type { EndpointNode, Node } from "../../core/inventory/node.ts";
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
  const endpoints = flatten(endpointTree(session.inventory.state)).filter((each) => each.kind === "endpoint");
  const able = endpoints.filter(({ capabilities }) => capabilities.includes(capability));
  return pick(able, messages.pickEndpoint, messages.noEndpoints);
}

/** The service that a command is for: the row, or asked for by Quick Pick. */
export async function targetService(session: Session, node?: Node) {
  if (node?.kind === "service") return node;
  const services = flatten(serviceTree(session.inventory.state)).filter((each) => each.kind === "service");
  return pick(services, messages.pickService, messages.noServices);
}

/** Copies what a row stands for: its id, ARN, address or DNS name. */
export async function copyNode(node: Node): Promise<void> {
  if ("copyText" in node) await copy(node.copyText);
}

export async function copyServiceName(session: Session, node?: Node): Promise<void> {
  const service = await targetService(session, node);
  if (service !== undefined) await copy(service.service.name);
}

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(messages.copied(text), 3000);
}

async function pick<N extends Node>(
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
  return (await window.showQuickPick(items, { placeHolder }))?.node;
}

function flatten(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children ?? [])]);
}
