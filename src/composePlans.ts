import { randomUUID } from "node:crypto";
import { type Disposable, type ExtensionContext, env, type Uri, type WebviewPanel, window } from "vscode";
import { Changes } from "./app/changes.ts";
import { PlanLocks } from "./app/planLocks.ts";
import type { Session } from "./app/session.ts";
import { StoredTestHistory } from "./app/testHistory.ts";
import { WizardSession } from "./app/wizardSession.ts";
import type { FlowName } from "./core/plan/step.ts";
import { connectFlow } from "./core/wizard/connectFlow.ts";
import type { Flow } from "./core/wizard/flow.ts";
import { publishFlow } from "./core/wizard/publishFlow.ts";
import { targetValue, tearDownFlow } from "./core/wizard/tearDownFlow.ts";
import { testerFlow } from "./core/wizard/testerFlow.ts";
import { messages } from "./text/messages.ts";
import type { Commands } from "./ui/commands/commands.ts";
import { ConsumerCommands } from "./ui/commands/consumerCommands.ts";
import {
  copyArn,
  copyInvitation,
  copyNode,
  copyRecordValue,
  copyServiceName,
} from "./ui/commands/copyCommands.ts";
import { copyCurl } from "./ui/commands/copyCurl.ts";
import { providerCommands } from "./ui/commands/providerCommands.ts";
import type { RunningPlan } from "./ui/commands/sandboxCommands.ts";
import { openInConsole, targetEndpoint, targetService } from "./ui/commands/targetCommands.ts";
import { testerCommands } from "./ui/commands/testerCommands.ts";
import { testRunCommands } from "./ui/commands/testRunCommands.ts";
import { Tests } from "./ui/panels/tests.ts";
import { WizardPanel } from "./ui/panels/wizardPanel.ts";
import { systemClock } from "./ui/platform/clock.ts";
import { lockFiles } from "./ui/platform/lockFiles.ts";
import { chosenInstanceStore, draftStore, fileJournal, testRecordStore } from "./ui/platform/stores.ts";
import { showPlanStatus } from "./ui/status/planStatus.ts";
import { TestTree } from "./ui/trees/testTree.ts";

/** The part of the product that acts: wizards, plans, tests, and the commands on rows. */
export interface Plans extends Disposable {
  readonly commands: Commands;
  /** Shows a plan that was begun. */
  show(flow: FlowName, planId: string): Promise<void>;
  running(): readonly RunningPlan[];
  /** Opens a link that VS Code was asked to open. */
  openLink(uri: Uri): Promise<void>;
  /** Takes a page over that VS Code has kept from the window before. */
  revive(flow: FlowName, panel: WebviewPanel): Promise<void>;
}

const flows: Readonly<Record<FlowName, Flow>> = {
  publish: publishFlow,
  connect: connectFlow,
  tearDown: tearDownFlow,
  tester: testerFlow,
};

/**
 * Built after activation, and in a bundle of its own: nobody needs it before something is to be done.
 *
 * @param ready Resolves when it is known what is open, the sandbox or AWS: no run goes on before.
 */
export function composePlans(context: ExtensionContext, session: Session, ready: Promise<void>): Plans {
  const { extension, extensionUri, globalStorageUri } = context;
  const storage = globalStorageUri.fsPath;
  const setAside = (path: string) => void window.showWarningMessage(messages.setAside(path));
  const journal = fileJournal(storage, setAside);
  const locks = new PlanLocks(lockFiles(storage), systemClock, randomUUID);
  const wizard = (name: FlowName) => {
    const drafts = draftStore(storage, name, setAside);
    const ports = { session, journal, locks, clock: systemClock, drafts, newId: randomUUID };
    const wizardSession = new WizardSession(flows[name], ports);
    // A plan that was stopped is told of, whether its page is opened or not. What cannot be read, opening it tells.
    void ready.then(() => wizardSession.restore()).catch(() => undefined);
    const status = showPlanStatus(name, wizardSession);
    const panel = new WizardPanel(name, extensionUri, session, wizardSession);
    return { panel, status, running: () => runningPlans(name, wizardSession) };
  };
  const wizards = {
    publish: wizard("publish"),
    connect: wizard("connect"),
    tearDown: wizard("tearDown"),
    tester: wizard("tester"),
  };
  const history = new StoredTestHistory(testRecordStore(storage, setAside), () => session.origin);
  const testTree = new TestTree(history, session);
  const tests = new Tests(extensionUri, session, history, chosenInstanceStore(context.globalState));
  const opener = `${env.uriScheme}://${extension.id}`;
  const panelOf = (flow: FlowName) => wizards[flow].panel;
  const changePorts = { session, changes: new Changes(session, systemClock), newId: randomUUID };
  const consumer = new ConsumerCommands({
    ...changePorts,
    now: () => systemClock.now(),
    opener,
    connect: (answers) => panelOf("connect").open(answers),
  });
  return {
    commands: {
      ...providerCommands(changePorts),
      ...consumer.commands,
      ...wizardCommands(session, panelOf),
      ...testerCommands(session, (flow, answers) => panelOf(flow).open(answers)),
      ...testRunCommands(history, tests),
      ...rowCommands(session, tests, opener),
    },
    openLink: (uri) => consumer.openLink(uri),
    running: () => Object.values(wizards).flatMap(({ running }) => running()),
    show: (flow, planId) => panelOf(flow).openPlan(planId),
    revive: (flow, panel) => panelOf(flow).revive(panel),
    dispose() {
      tests.dispose();
      testTree.dispose();
      consumer.dispose();
      for (const { panel, status } of Object.values(wizards)) {
        status.dispose();
        panel.dispose();
      }
    },
  };
}

function runningPlans(flow: FlowName, { running }: WizardSession): readonly RunningPlan[] {
  return running.map(({ run, planRun }) => ({
    title: messages.planTitle(flow, run?.plan.name ?? ""),
    isHere: !planRun.isElsewhere,
  }));
}

function wizardCommands(session: Session, panelOf: (flow: FlowName) => WizardPanel): Commands {
  return {
    "service.create": () => panelOf("publish").open(),
    "endpoint.create": () => panelOf("connect").open(),
    "service.connect": async (node) => {
      const target = await targetService(session, node);
      if (target !== undefined) await panelOf("connect").open({ serviceName: target.service.name });
    },
    "service.tearDown": async (node) => {
      const target = await targetService(session, node);
      if (target === undefined) return;
      await panelOf("tearDown").open({ target: targetValue(target.scope, target.service) });
    },
    "endpoint.delete": async (node) => {
      const target = await targetEndpoint(session, node, "deletable");
      if (target === undefined) return;
      await panelOf("tearDown").open({ target: targetValue(target.scope, target.endpoint) });
    },
  };
}

function rowCommands(session: Session, tests: Tests, opener: string): Commands {
  return {
    "endpoint.test": async (node) => {
      const target = await targetEndpoint(session, node, "testable");
      if (target !== undefined) tests.open(target.scope, target.endpoint);
    },
    "endpoint.copyCurl": async (node) => {
      const target = await targetEndpoint(session, node, "testable");
      if (target !== undefined) await copyCurl(session, target);
    },
    "service.copyName": (node) => copyServiceName(session, node),
    "service.copyRecordValue": (node) => copyRecordValue(session, node),
    "service.copyInvitation": (node) => copyInvitation(session, opener, node),
    copyArn: (node) => copyArn(session, node),
    openInConsole: (node) => openInConsole(session, node),
    copy: async (node) => {
      if (node !== undefined) await copyNode(node);
    },
  };
}
