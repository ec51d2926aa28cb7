import { commands, window } from "vscode";
import type { ServiceTarget } from "../../core/inventory/node.ts";
import { type RequestStanding, requestedService, standingOf } from "../../core/inventory/requested.ts";
import { regionOfService } from "../../core/model/handshakeFormat.ts";
import type { ConnectionRequest } from "../../core/model/request.ts";
import { displayName } from "../../core/model/tags.ts";
import { handshakeTexts, standingDetail } from "../../text/invitation.ts";
import { readOrSay } from "./readPart.ts";
import type { RequestCommands } from "./requestCommands.ts";
import type { ServiceChanges } from "./serviceChanges.ts";

/** What a provider does with a request that a consumer has sent: let the principal in, accept, or have a look. */
export class IncomingRequests {
  readonly #changes: ServiceChanges;
  readonly #decisions: RequestCommands;

  constructor(changes: ServiceChanges, decisions: RequestCommands) {
    this.#changes = changes;
    this.#decisions = decisions;
  }

  /** Asks AWS what of a request is so, and offers what is missing. */
  async look(request: ConnectionRequest): Promise<void> {
    const { session } = this.#changes;
    const { origin } = session;
    await session.inventory.refresh();
    const target = requestedService(session.inventory.state, request);
    if (target === undefined) return sayNotOwner(request);
    const principals = await readOrSay(session, (aws, signal) =>
      aws.principals(target.scope, target.service, signal),
    );
    if (principals === undefined || session.origin !== origin) return;
    const standing = standingOf(session.inventory.state, target, request, principals);
    const choice = await offer(request, target, standing);
    if (session.origin !== origin) return;
    if (choice === handshakeTexts.addPrincipal) {
      await this.#changes.change(target, { kind: "addPrincipal", arn: request.principal }, origin);
    } else if (choice === handshakeTexts.accept) {
      await this.#decisions.decide("accept", standing.connection);
    } else if (choice === handshakeTexts.show) await commands.executeCommand("privatelink.requests.focus");
  }
}

async function offer(
  request: ConnectionRequest,
  { service }: ServiceTarget,
  standing: RequestStanding,
): Promise<string | undefined> {
  const { allowed, connection, foreign } = standing;
  const isWaiting = connection?.capabilities.includes("acceptable") === true;
  const buttons = [
    ...(allowed ? [] : [handshakeTexts.addPrincipal]),
    ...(isWaiting && !foreign ? [handshakeTexts.accept] : []),
    ...(isWaiting ? [handshakeTexts.show] : []),
  ];
  const title = handshakeTexts.standing(displayName(service), request.account);
  const detail = standingDetail(request, standing);
  return window.showInformationMessage(title, { modal: true, detail }, ...buttons);
}

async function sayNotOwner({ serviceName }: ConnectionRequest): Promise<void> {
  const sentence = handshakeTexts.notOwner(serviceName, regionOfService(serviceName) ?? "");
  const choice = await window.showWarningMessage(sentence, handshakeTexts.chooseScopes);
  if (choice === handshakeTexts.chooseScopes) await commands.executeCommand("privatelink.scopes.choose");
}
