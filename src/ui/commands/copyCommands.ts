import { env, window } from "vscode";
import type { Session } from "../../app/session.ts";
import { nodeArn } from "../../core/inventory/arn.ts";
import type { Node } from "../../core/inventory/node.ts";
import { invite } from "../../core/model/invitation.ts";
import { known } from "../../core/model/snapshot.ts";
import { displayName } from "../../core/model/tags.ts";
import { invitationText } from "../../text/invitation.ts";
import { messages } from "../../text/messages.ts";
import { readPart } from "./readPart.ts";
import { pick, serviceNodes, targetService } from "./targetCommands.ts";

/** Copies what a row stands for: its id, ARN, address or DNS name. */
export async function copyNode(node: Node): Promise<void> {
  if ("copyText" in node) await copy(node.copyText);
}

export async function copyServiceName(session: Session, node?: Node): Promise<void> {
  const target = await targetService(session, node);
  if (target !== undefined) await copy(target.service.name);
}

/** A service's or an endpoint's ARN; from the palette, a service's. */
export async function copyArn(session: Session, node?: Node): Promise<void> {
  const target = node ?? (await pick(serviceNodes(session), messages.pickService, messages.noServices));
  const arn = target === undefined ? undefined : nodeArn(target);
  if (arn !== undefined) await copy(arn);
}

/** The value that proves a private DNS name. */
export async function copyRecordValue(session: Session, node?: Node): Promise<void> {
  const proved = serviceNodes(session).filter(({ service }) => service.privateDnsProof !== undefined);
  const target =
    node !== undefined && "service" in node
      ? node
      : await pick(proved, messages.pickService, messages.noRecord);
  const value = target?.service?.privateDnsProof?.value;
  if (value !== undefined) await copy(value);
}

/**
 * Copies what a consumer has to know to connect, as text with a link in it.
 * @param opener What opens links of the extension, such as `vscode://publisher.name`.
 */
export async function copyInvitation(session: Session, opener: string, node?: Node): Promise<void> {
  const target = await targetService(session, node);
  if (target === undefined) return;
  const { scope, service } = target;
  // Without the permission to read listeners the invitation says nothing of ports, and the consumer is asked for one.
  const ports = known(await readPart(session, (aws, signal) => aws.listenerPorts(scope, service, signal)));
  const text = invitationText(displayName(service), invite(service, scope, ports), opener);
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(messages.copiedInvitation, 3000);
}

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(messages.copied(text), 3000);
}
