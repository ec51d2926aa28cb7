import { type Disposable, window, workspace } from "vscode";
import type { Node } from "../../core/inventory/node.ts";
import type { Answers } from "../../core/wizard/form.ts";
import { EndpointChanges } from "./endpointChanges.ts";
import { HandshakeCommands } from "./handshakeCommands.ts";
import { IncomingRequests } from "./incomingRequests.ts";
import { ModifyEndpoint } from "./modifyEndpoint.ts";
import { PolicyFiles, policyScheme } from "./policyFiles.ts";
import type { RequestCommands } from "./requestCommands.ts";
import { type ChangePorts, ServiceChanges } from "./serviceChanges.ts";

type Register = (id: string, run: (node?: Node) => Promise<void>) => Disposable;

interface ConsumerPorts extends ChangePorts {
  readonly now: () => number;
  /** What opens links of the extension, such as `vscode://publisher.name`. */
  readonly opener: string;
  readonly decisions: RequestCommands;
  readonly connect: (answers: Answers) => Promise<void>;
  /** Opens what was open before; a link may be the first thing that this window hears. */
  readonly start: () => Promise<void>;
}

/** What the two sides send each other, and everything that changes an endpoint which exists. */
export function registerConsumerCommands(command: Register, ports: ConsumerPorts): readonly Disposable[] {
  const { session, opener, connect, decisions, now, start } = ports;
  const runner = new ServiceChanges(ports);
  const changes = new EndpointChanges(runner);
  const policies = new PolicyFiles(changes, now);
  const requests = new IncomingRequests(runner, decisions);
  const handshakes = new HandshakeCommands({ session, opener, connect, requests });
  const modify = new ModifyEndpoint(changes, (node) => policies.edit(node));
  return [
    policies,
    workspace.registerFileSystemProvider(policyScheme, policies, { isCaseSensitive: true }),
    window.registerUriHandler({
      handleUri: async (uri) => {
        await start();
        await handshakes.openLink(uri);
      },
    }),
    command("invitation.open", () => handshakes.open()),
    command("endpoint.copyRequest", (node) => handshakes.copyRequest(node)),
    command("endpoint.modify", (node) => modify.modify(node)),
  ];
}
