import { randomUUID } from "node:crypto";
import { commands, type ExtensionContext, env, window } from "vscode";
import { Changes } from "./app/changes.ts";
import { Session } from "./app/session.ts";
import { TransitionWatch } from "./app/transitionWatch.ts";
import { WizardSession } from "./app/wizardSession.ts";
import type { Node } from "./core/inventory/node.ts";
import { connectFlow } from "./core/wizard/connectFlow.ts";
import type { Flow } from "./core/wizard/flow.ts";
import { publishFlow } from "./core/wizard/publishFlow.ts";
import { messages } from "./text/messages.ts";
import { registerConsumerCommands } from "./ui/commands/consumerCommands.ts";
import {
  copyArn,
  copyInvitation,
  copyNode,
  copyRecordValue,
  copyServiceName,
} from "./ui/commands/copyCommands.ts";
import { filterRows } from "./ui/commands/filterCommands.ts";
import { registerProviderCommands } from "./ui/commands/providerCommands.ts";
import { RequestCommands } from "./ui/commands/requestCommands.ts";
import { SandboxCommands } from "./ui/commands/sandboxCommands.ts";
import { chooseScopes } from "./ui/commands/scopeCommands.ts";
import { openInConsole, targetEndpoint, targetService } from "./ui/commands/targetCommands.ts";
import { Tests } from "./ui/panels/tests.ts";
import { WizardPanel } from "./ui/panels/wizardPanel.ts";
import { systemClock } from "./ui/platform/clock.ts";
import { createLog, logCall } from "./ui/platform/log.ts";
import { SandboxProcess } from "./ui/platform/sandboxProcess.ts";
import { draftStore, fileJournal, scopeStore } from "./ui/platform/stores.ts";
import { showScopeStatus } from "./ui/status/scopeStatus.ts";
import { Views } from "./ui/trees/views.ts";

/** Builds the product and wires it together. Nothing here opens a socket, reads AWS files or loads the SDK. */
export function compose(context: ExtensionContext): void {
  const { extensionUri, globalState, globalStorageUri, subscriptions } = context;
  const storage = globalStorageUri.fsPath;
  const log = createLog();
  const session = new Session(
    async (source) => {
      const { createGateway } = await import("./aws/gateway.ts");
      return createGateway({ source, askMfaCode, log: logCall(log) });
    },
    scopeStore(globalState),
    systemClock,
  );
  const sandbox = new SandboxProcess(context.asAbsolutePath("dist/sandbox.js"), `${storage}/sandbox.json`);
  const watch = new TransitionWatch(session.inventory, systemClock);
  // Failures of scopes become rows.
  const views = new Views(session, watch, () => void session.start(() => sandbox.reconnect()));
  const journal = fileJournal(storage);
  const wizard = (name: "publish" | "connect", flow: Flow) => {
    const drafts = draftStore(storage, name);
    const ports = { session, journal, clock: systemClock, drafts, newId: randomUUID };
    const panel = new WizardPanel(name, extensionUri, session, new WizardSession(flow, ports));
    subscriptions.push(
      window.registerWebviewPanelSerializer(`privatelink.${name}`, {
        deserializeWebviewPanel: async (revived) => {
          void session.start(() => sandbox.reconnect());
          await panel.revive(revived);
        },
      }),
    );
    return panel;
  };
  const panels = { publish: wizard("publish", publishFlow), connect: wizard("connect", connectFlow) };
  const tests = new Tests(extensionUri, session);
  // VS Code disposes them in this order: what uses others goes before them, the log last.
  const opener = `${env.uriScheme}://${context.extension.id}`;
  subscriptions.push(
    ...registerCommands({ session, sandbox, panels, tests, views, opener }),
    showScopeStatus(session),
  );
  subscriptions.push(views, tests, panels.publish, panels.connect, watch, sandbox, session, log);
}

interface Parts {
  readonly session: Session;
  readonly sandbox: SandboxProcess;
  readonly panels: { readonly publish: WizardPanel; readonly connect: WizardPanel };
  readonly tests: Tests;
  readonly views: Views;
  /** What opens links of the extension. */
  readonly opener: string;
}

function registerCommands({ session, sandbox, panels, tests, views, opener }: Parts) {
  const requests = new RequestCommands(session);
  const sandboxes = new SandboxCommands(session, sandbox);
  const start = () => session.start(() => sandbox.reconnect());
  const unsubscribe = sandbox.ended.add(() => void sandboxes.onEnded());
  const command = (id: string, run: (node?: Node, selected?: readonly Node[]) => Promise<void>) =>
    commands.registerCommand(`privatelink.${id}`, async (node?: Node, selected?: readonly Node[]) => {
      await start();
      await run(node, selected);
    });
  const changes = new Changes(session, systemClock);
  return [
    { dispose: unsubscribe },
    ...registerProviderCommands(command, { session, changes, newId: randomUUID }),
    ...registerConsumerCommands(command, {
      session,
      changes,
      newId: randomUUID,
      now: () => systemClock.now(),
      opener,
      decisions: requests,
      connect: (answers) => panels.connect.open(answers),
      start,
    }),
    command("refresh", () => session.inventory.refresh()),
    command("scopes.choose", () => chooseScopes(session)),
    command("sandbox.start", () => sandboxes.start()),
    command("sandbox.stop", () => sandboxes.stop()),
    command("connection.accept", (node, selected) => requests.decide("accept", node, selected)),
    command("connection.reject", (node, selected) => requests.decide("reject", node, selected)),
    command("service.create", () => panels.publish.open()),
    command("service.copyName", (node) => copyServiceName(session, node)),
    command("service.connect", async (node) => {
      const target = await targetService(session, node);
      if (target !== undefined) await panels.connect.open({ serviceName: target.service.name });
    }),
    command("endpoint.create", () => panels.connect.open()),
    command("endpoint.test", async (node) => {
      const target = await targetEndpoint(session, node);
      if (target !== undefined) tests.open(target.scope, target.endpoint);
    }),
    command("service.copyRecordValue", (node) => copyRecordValue(session, node)),
    command("service.copyInvitation", (node) => copyInvitation(session, opener, node)),
    command("copyArn", (node) => copyArn(session, node)),
    command("openInConsole", (node) => openInConsole(session, node)),
    command("filter", () => filterRows(views)),
    command("filter.clear", async () => {
      views.filter = "";
    }),
    command("copy", async (node) => {
      if (node !== undefined) await copyNode(node);
    }),
  ];
}

async function askMfaCode(serial: string): Promise<string> {
  const code = await window.showInputBox({ prompt: messages.mfaCode(serial), ignoreFocusOut: true });
  if (code === undefined) throw new Error(messages.mfaCancelled);
  return code;
}
