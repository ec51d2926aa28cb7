import { Disposable, type Uri, workspace } from "vscode";
import type { Question } from "../../app/collectEvidence.ts";
import type { CauseId } from "../../core/diagnose/cause.ts";
import type { Answers } from "../../core/wizard/form.ts";
import type { Commands } from "./commands.ts";
import { EndpointChanges } from "./endpointChanges.ts";
import { HandshakeCommands } from "./handshakeCommands.ts";
import { IncomingRequests } from "./incomingRequests.ts";
import { ModifyEndpoint } from "./modifyEndpoint.ts";
import { PolicyFiles, policyScheme } from "./policyFiles.ts";
import { RequestCommands } from "./requestCommands.ts";
import { type ChangePorts, ServiceChanges } from "./serviceChanges.ts";

interface ConsumerPorts extends ChangePorts {
  readonly now: () => number;
  /** What opens links of the extension, such as `vscode://publisher.name`. */
  readonly opener: string;
  readonly connect: (answers: Answers) => Promise<void>;
  /** Opens a diagnosis, with one of its findings in front. */
  readonly diagnose: (question: Question, focus?: CauseId) => void;
}

/** What the two sides send each other, and everything that changes an endpoint which exists. */
export class ConsumerCommands {
  readonly commands: Commands;
  readonly #handshakes: HandshakeCommands;
  readonly #files: Disposable;

  constructor(ports: ConsumerPorts) {
    const { session, opener, connect, diagnose, now } = ports;
    const runner = new ServiceChanges(ports);
    const changes = new EndpointChanges(runner);
    const policies = new PolicyFiles(changes, now);
    const modify = new ModifyEndpoint(changes, (node) => policies.edit(node));
    const requests = new IncomingRequests(runner, new RequestCommands(session));
    const handshakes = new HandshakeCommands({ session, opener, connect, requests, diagnose });
    const registered = workspace.registerFileSystemProvider(policyScheme, policies, {
      isCaseSensitive: true,
    });
    this.#handshakes = handshakes;
    this.#files = Disposable.from(registered, policies);
    this.commands = {
      "invitation.open": () => handshakes.open(),
      "endpoint.copyRequest": (node) => handshakes.copyRequest(node),
      "endpoint.modify": (node) => modify.modify(node),
    };
  }

  openLink(uri: Uri): Promise<void> {
    return this.#handshakes.openLink(uri);
  }

  dispose(): void {
    this.#files.dispose();
  }
}
