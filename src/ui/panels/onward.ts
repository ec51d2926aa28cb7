import { commands } from "vscode";
import type { Session } from "../../app/session.ts";
import type { Node } from "../../core/inventory/node.ts";
import { outputsOf, type Run } from "../../core/plan/run.ts";
import { endpointNodes, serviceNodes } from "../commands/targetCommands.ts";

/** What consumers of the published service have to know. */
export async function copyInvitationTo(session: Session, run: Run | undefined): Promise<void> {
  await commands.executeCommand("privatelink.service.copyInvitation", await serviceOf(session, run));
}

/** The form that connects a VPC to the published service. */
export async function connectTo(session: Session, run: Run | undefined): Promise<void> {
  await commands.executeCommand("privatelink.service.connect", await serviceOf(session, run));
}

async function serviceOf(session: Session, run: Run | undefined): Promise<Node | undefined> {
  const name = run && outputsOf(run)["service"]?.["serviceName"];
  return rowOf(session, () => serviceNodes(session).find(({ service }) => service.name === name));
}

/** A test of the endpoint that was made. */
export async function testEndpointOf(session: Session, run: Run | undefined): Promise<void> {
  const id = run && outputsOf(run)["endpoint"]?.["endpointId"];
  const row = await rowOf(session, () => endpointNodes(session).find(({ endpoint }) => endpoint.id === id));
  await commands.executeCommand("privatelink.endpoint.test", row);
}

/** What was made a moment ago may not have been read yet. Without a row the command asks for one itself. */
async function rowOf(session: Session, find: () => Node | undefined): Promise<Node | undefined> {
  const row = find();
  if (row !== undefined) return row;
  await session.inventory.refresh();
  return find();
}
