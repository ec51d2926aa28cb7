import { commands, type ExtensionContext, window } from "vscode";
import { Session } from "./app/session.ts";
import type { Plans } from "./composePlans.ts";
import type { Node } from "./core/inventory/node.ts";
import type { FlowName } from "./core/plan/step.ts";
import { messages } from "./text/messages.ts";
import type { Commands } from "./ui/commands/commands.ts";
import { filterRows } from "./ui/commands/filterCommands.ts";
import { SandboxCommands } from "./ui/commands/sandboxCommands.ts";
import { chooseScopes } from "./ui/commands/scopeCommands.ts";
import { systemClock } from "./ui/platform/clock.ts";
import { createLog, logCall } from "./ui/platform/log.ts";
import { SandboxProcess } from "./ui/platform/sandboxProcess.ts";
import { scopeStore } from "./ui/platform/stores.ts";
import { showPlanCommand } from "./ui/status/planStatus.ts";
import { showScopeStatus } from "./ui/status/scopeStatus.ts";
import { type OpenViews, openViews } from "./ui/trees/openViews.ts";

/**
 * Builds the product and wires it together. Nothing here opens a socket, reads AWS files or loads the SDK; what acts on
 * AWS follows in bundles of its own.
 */
export function compose(context: ExtensionContext): void {
  const { globalState, globalStorageUri, subscriptions } = context;
  const log = createLog();
  const session = new Session(
    async (source) => {
      const { createGateway } = await import("./aws/gateway.ts");
      return createGateway({ source, askMfaCode, log: logCall(log) });
    },
    scopeStore(globalState),
    systemClock,
  );
  const sandbox = new SandboxProcess(
    context.asAbsolutePath("dist/sandbox.js"),
    `${globalStorageUri.fsPath}/sandbox.json`,
  );
  const started = Promise.withResolvers<void>();
  const start = async () => {
    await session.start(() => sandbox.reconnect());
    started.resolve();
  };
  // Failures of scopes become rows.
  const shown = openViews(session, systemClock, () => void start());
  const plans = import("./composePlans.ts").then(({ composePlans }) =>
    composePlans(context, session, started.promise),
  );
  const runningPlans = async () => (await plans).running();
  const sandboxes = new SandboxCommands(session, sandbox, runningPlans);
  // VS Code disposes them in this order: what uses others goes before them, the log last.
  subscriptions.push(
    { dispose: sandbox.ended.add(() => void sandboxes.onEnded()) },
    ...registerCommands(context, start, shown, ownCommands(session, sandboxes, shown), plans),
    ...registerPages(start, plans),
    // A link may be the first thing that this window hears.
    window.registerUriHandler({
      handleUri: async (uri) => {
        await start();
        await (await plans).openLink(uri);
      },
    }),
    { dispose: () => void plans.then((loaded) => loaded.dispose()) },
    showScopeStatus(session),
  );
  subscriptions.push(shown, sandbox, session, log);
}

/** What can be done without a plan. */
function ownCommands(session: Session, sandboxes: SandboxCommands, { views, requests }: OpenViews): Commands {
  return {
    refresh: () => session.inventory.refresh(),
    filter: () => filterRows(views),
    "filter.clear": async () => {
      views.filter = "";
    },
    "scopes.choose": () => chooseScopes(session),
    "sandbox.start": () => sandboxes.start(),
    "sandbox.stop": () => sandboxes.stop(),
    "connection.accept": (node, selected) => requests.decide("accept", node, selected),
    "connection.acceptAgain": (node, selected) => requests.decide("again", node, selected),
    "connection.reject": (node, selected) => requests.decide("reject", node, selected),
  };
}

/** Every command of the manifest: those of this bundle, and the others as soon as theirs is loaded. */
function registerCommands(
  { extension }: ExtensionContext,
  start: () => Promise<void>,
  { views }: OpenViews,
  own: Commands,
  plans: Promise<Plans>,
) {
  const declared: readonly { readonly command: string }[] = extension.packageJSON.contributes.commands;
  const registered = declared.map(({ command }) => {
    const id = command.replace(/^privatelink\./, "");
    return commands.registerCommand(command, async (node?: Node, selected?: readonly Node[]) => {
      await start();
      const run = own[id] ?? (await plans).commands[id];
      const rows = selected?.map((each) => views.current(each));
      await run?.(node && views.current(node), rows);
    });
  });
  const show = async (flow: FlowName, planId: string) => {
    await start();
    await (await plans).show(flow, planId);
  };
  return [...registered, commands.registerCommand(showPlanCommand, show)];
}

/** Pages that VS Code has kept from the window before find their wizard again. */
function registerPages(start: () => Promise<void>, plans: Promise<Plans>) {
  const flows: readonly FlowName[] = ["publish", "connect", "tearDown", "tester"];
  return flows.map((flow) =>
    window.registerWebviewPanelSerializer(`privatelink.${flow}`, {
      deserializeWebviewPanel: async (revived) => {
        await start();
        await (await plans).revive(flow, revived);
      },
    }),
  );
}

async function askMfaCode(serial: string): Promise<string> {
  const code = await window.showInputBox({ prompt: messages.mfaCode(serial), ignoreFocusOut: true });
  if (code === undefined) throw new Error(messages.mfaCancelled);
  return code;
}
