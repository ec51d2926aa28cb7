import { randomUUID } from "node:crypto";
import { commands, type ExtensionContext, env, window } from "vscode";
import { Changes } from "./app/changes.ts";
import { PlanLocks } from "./app/planLocks.ts";
import { Session } from "./app/session.ts";
import { WizardSession } from "./app/wizardSession.ts";
import type { Node } from "./core/inventory/node.ts";
import type { FlowName } from "./core/plan/step.ts";
import { connectFlow } from "./core/wizard/connectFlow.ts";
import type { Flow } from "./core/wizard/flow.ts";
import { publishFlow } from "./core/wizard/publishFlow.ts";
import { targetValue, tearDownFlow } from "./core/wizard/tearDownFlow.ts";
import { messages } from "./text/messages.ts";
import {
  copyArn,
  copyInvitation,
  copyNode,
  copyRecordValue,
  copyServiceName,
} from "./ui/commands/copyCommands.ts";
import { filterRows } from "./ui/commands/filterCommands.ts";
import { registerProviderCommands } from "./ui/commands/providerCommands.ts";
import type { RequestCommands } from "./ui/commands/requestCommands.ts";
import { SandboxCommands } from "./ui/commands/sandboxCommands.ts";
import { chooseScopes } from "./ui/commands/scopeCommands.ts";
import { openInConsole, targetEndpoint, targetService } from "./ui/commands/targetCommands.ts";
import { Tests } from "./ui/panels/tests.ts";
import { WizardPanel } from "./ui/panels/wizardPanel.ts";
import { systemClock } from "./ui/platform/clock.ts";
import { lockFiles } from "./ui/platform/lockFiles.ts";
import { createLog, logCall } from "./ui/platform/log.ts";
import { SandboxProcess } from "./ui/platform/sandboxProcess.ts";
import { draftStore, fileJournal, scopeStore } from "./ui/platform/stores.ts";
import { showPlanCommand, showPlanStatus } from "./ui/status/planStatus.ts";
import { showScopeStatus } from "./ui/status/scopeStatus.ts";
import { openViews } from "./ui/trees/openViews.ts";
import type { Views } from "./ui/trees/views.ts";

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
  // Failures of scopes become rows.
  const shown = openViews(session, systemClock, () => void session.start(() => sandbox.reconnect()));
  const setAside = (path: string) => void window.showWarningMessage(messages.setAside(path));
  const journal = fileJournal(storage, setAside);
  const locks = new PlanLocks(lockFiles(storage), systemClock, randomUUID);
  const wizard = (name: FlowName, flow: Flow) => {
    const drafts = draftStore(storage, name, setAside);
    const ports = { session, journal, locks, clock: systemClock, drafts, newId: randomUUID };
    const wizardSession = new WizardSession(flow, ports);
    const panel = new WizardPanel(name, extensionUri, session, wizardSession);
    subscriptions.push(showPlanStatus(name, wizardSession));
    // A plan that was stopped is told of, whether its page is opened or not.
    void wizardSession.restore();
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
  const panels = {
    publish: wizard("publish", publishFlow),
    connect: wizard("connect", connectFlow),
    tearDown: wizard("tearDown", tearDownFlow),
  };
  const tests = new Tests(extensionUri, session);
  // VS Code disposes them in this order: what uses others goes before them, the log last.
  const opener = `${env.uriScheme}://${context.extension.id}`;
  subscriptions.push(
    ...registerCommands({ session, sandbox, panels, tests, ...shown, opener }),
    showScopeStatus(session),
  );
  subscriptions.push(shown, tests, ...Object.values(panels), sandbox, session, log);
}

interface Parts {
  readonly session: Session;
  readonly sandbox: SandboxProcess;
  readonly panels: Readonly<Record<FlowName, WizardPanel>>;
  readonly tests: Tests;
  readonly requests: RequestCommands;
  readonly views: Views;
  /** What opens links of the extension. */
  readonly opener: string;
}

function registerCommands({ session, sandbox, panels, tests, views, requests, opener }: Parts) {
  const sandboxes = new SandboxCommands(session, sandbox);
  const start = () => session.start(() => sandbox.reconnect());
  const unsubscribe = sandbox.ended.add(() => void sandboxes.onEnded());
  const command = (id: string, run: (node?: Node, selected?: readonly Node[]) => Promise<void>) =>
    commands.registerCommand(`privatelink.${id}`, async (node?: Node, selected?: readonly Node[]) => {
      await start();
      await run(
        node && views.current(node),
        selected?.map((each) => views.current(each)),
      );
    });
  const changes = new Changes(session, systemClock);
  return [
    { dispose: unsubscribe },
    commands.registerCommand(showPlanCommand, (flow: FlowName) => panels[flow].open()),
    ...registerProviderCommands(command, { session, changes, newId: randomUUID }),
    command("refresh", () => session.inventory.refresh()),
    command("scopes.choose", () => chooseScopes(session)),
    command("sandbox.start", () => sandboxes.start()),
    command("sandbox.stop", () => sandboxes.stop()),
    command("connection.accept", (node, selected) => requests.decide("accept", node, selected)),
    command("connection.acceptAgain", (node, selected) => requests.decide("again", node, selected)),
    command("connection.reject", (node, selected) => requests.decide("reject", node, selected)),
    command("service.create", () => panels.publish.open()),
    command("service.copyName", (node) => copyServiceName(session, node)),
    command("service.connect", async (node) => {
      const target = await targetService(session, node);
      if (target !== undefined) await panels.connect.open({ serviceName: target.service.name });
    }),
    command("service.tearDown", async (node) => {
      const target = await targetService(session, node);
      if (target !== undefined)
        await panels.tearDown.open({ target: targetValue(target.scope, target.service) });
    }),
    command("endpoint.delete", async (node) => {
      const target = await targetEndpoint(session, node, "deletable");
      if (target !== undefined)
        await panels.tearDown.open({ target: targetValue(target.scope, target.endpoint) });
    }),
    command("endpoint.create", () => panels.connect.open()),
    command("endpoint.test", async (node) => {
      const target = await targetEndpoint(session, node, "testable");
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
