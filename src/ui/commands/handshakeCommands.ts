import { env, type Uri, window } from "vscode";
import type { Question } from "../../app/collectEvidence.ts";
import { askedDiagnosis } from "../../app/fixRequests.ts";
import type { Session } from "../../app/session.ts";
import type { CauseId } from "../../core/diagnose/cause.ts";
import type { Node } from "../../core/inventory/node.ts";
import type { FixRequest } from "../../core/model/fixRequest.ts";
import {
  type Handshake,
  type ParsedHandshake,
  parseHandshake,
  parseHandshakeLink,
} from "../../core/model/handshake.ts";
import { type ConnectionRequest, requestFor } from "../../core/model/request.ts";
import { invitationAnswers } from "../../core/wizard/connectInvitation.ts";
import type { Answers } from "../../core/wizard/form.ts";
import { handshakeDetail, handshakeProblem, handshakeTexts, requestText } from "../../text/invitation.ts";
import { messages } from "../../text/messages.ts";
import type { IncomingRequests } from "./incomingRequests.ts";
import { endpointNodes, pick } from "./targetCommands.ts";

interface HandshakePorts {
  readonly session: Session;
  /** What opens links of the extension, such as `vscode://publisher.name`. */
  readonly opener: string;
  readonly connect: (answers: Answers) => Promise<void>;
  readonly requests: IncomingRequests;
  /** Opens a diagnosis, with one of its findings in front. */
  readonly diagnose: (question: Question, focus?: CauseId) => void;
}

/**
 * What provider and consumer send each other: copied here, opened there. Whatever comes in was written by somebody else:
 * it goes through one parser and is shown before anything is called or opened with it.
 */
export class HandshakeCommands {
  readonly #ports: HandshakePorts;

  constructor(ports: HandshakePorts) {
    this.#ports = ports;
  }

  /** Takes what is on the clipboard if it is an invitation or a request, and otherwise asks for its link. */
  async open(): Promise<void> {
    const parsed = parseHandshake(await env.clipboard.readText());
    if (!parsed.ok) return this.#ask(parsed);
    if ((await this.#confirm(parsed.handshake, handshakeTexts.otherText)) === "other") await this.#ask();
  }

  /** A link that VS Code was asked to open, by a browser or a mail program. */
  async openLink({ path, query }: Uri): Promise<void> {
    const parsed = parseHandshakeLink(path, query);
    if (parsed.ok) await this.#confirm(parsed.handshake);
    else void window.showErrorMessage(handshakeTexts.linkRefused(reasons(parsed)));
  }

  /** Copies what the provider has to know to let an endpoint in, or an account that cannot see a service yet. */
  async copyRequest(from?: Node | ConnectionRequest): Promise<void> {
    const request = from?.kind === "request" ? from : await this.#requestOf(from);
    if (request === undefined) return;
    await env.clipboard.writeText(requestText(request, this.#ports.opener));
    window.setStatusBarMessage(handshakeTexts.copiedRequest, 3000);
  }

  async #requestOf(node?: Node): Promise<ConnectionRequest | undefined> {
    const requestable = endpointNodes(this.#ports.session).filter(({ capabilities }) =>
      capabilities.includes("requestable"),
    );
    const target =
      node?.kind === "endpoint"
        ? node
        : await pick(requestable, messages.pickEndpoint, handshakeTexts.noRequestable);
    return target && requestFor(target.endpoint.serviceName, target.scope, target.endpoint.id);
  }

  /** An input box has one line: a link fits, and the whole text is for the clipboard. */
  async #ask(clipboard?: ParsedHandshake): Promise<void> {
    const isOurs = clipboard?.ok === false && clipboard.problems.some(({ code }) => code !== "nothingFound");
    const why = isOurs ? `${handshakeTexts.clipboard(reasons(clipboard))} ` : "";
    const text = await window.showInputBox({
      prompt: `${why}${handshakeTexts.pastePrompt}`,
      placeHolder: handshakeTexts.pastePlaceholder,
      ignoreFocusOut: true,
      validateInput: (typed) =>
        typed.trim() === "" ? undefined : reasons(parseHandshake(typed)) || undefined,
    });
    const parsed = parseHandshake(text ?? "");
    if (parsed.ok) await this.#confirm(parsed.handshake);
  }

  /** Nothing is called, and nothing opens, before this question is answered. */
  async #confirm(handshake: Handshake, other?: string): Promise<"other" | undefined> {
    const { session } = this.#ports;
    const { origin } = session;
    const { question, goOn } = wordsFor[handshake.kind];
    const options = { modal: true, detail: handshakeDetail(handshake) };
    const buttons = other === undefined ? [goOn] : [goOn, other];
    const choice = await window.showInformationMessage(question, options, ...buttons);
    if (choice === other && other !== undefined) return "other";
    if (choice !== goOn || session.origin !== origin) return undefined;
    await this.#goOn(handshake);
    return undefined;
  }

  async #goOn(handshake: Handshake): Promise<void> {
    const { session, connect, requests } = this.#ports;
    if (handshake.kind === "invitation") await connect(invitationAnswers(handshake, session.scopes));
    else if (handshake.kind === "request") await requests.look(handshake);
    else this.#diagnose(handshake);
  }

  /** Only where a scope is open that has what it is about. */
  #diagnose(request: FixRequest): void {
    const asked = askedDiagnosis(this.#ports.session.inventory, request);
    if (asked !== undefined) this.#ports.diagnose(asked.question, asked.focus);
    else void window.showErrorMessage(handshakeTexts.notConcerned(request.serviceName, request.region));
  }
}

const wordsFor: Readonly<Record<Handshake["kind"], { readonly question: string; readonly goOn: string }>> = {
  invitation: { question: handshakeTexts.invitationQuestion, goOn: handshakeTexts.openWizard },
  request: { question: handshakeTexts.requestQuestion, goOn: handshakeTexts.lookIntoIt },
  fix: { question: handshakeTexts.diagnoseQuestion, goOn: handshakeTexts.diagnose },
};

function reasons(parsed: ParsedHandshake): string {
  return parsed.ok ? "" : parsed.problems.map(handshakeProblem).join(" ");
}
