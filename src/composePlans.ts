import { randomUUID } from "node:crypto";
import { type Disposable, type ExtensionContext, env, type Uri, type WebviewPanel, window } from "vscode";
import { Changes } from "./app/changes.ts";
import { LastTests } from "./app/lastTests.ts";
import { PlanLocks } from "./app/planLocks.ts";
import type { Session } from "./app/session.ts";
import { WindowTestHistory } from "./app/testHistory.ts";
import { type WizardPorts, WizardSession } from "./app/wizardSession.ts";
import type { FlowName } from "./core/plan/step.ts";
import { connectFlow } from "./core/wizard/connectFlow.ts";
import type { Flow } from "./core/wizard/flow.ts";
import { publishFlow } from "./core/wizard/publishFlow.ts";
import { targetValue, tearDownFlow } from "./core/wizard/tearDownFlow.ts";
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
import { diagnoseCommands } from "./ui/commands/diagnoseCommands.ts";
import { providerCommands } from "./ui/commands/providerCommands.ts";
import { endpointNodes, openInConsole, targetEndpoint, targetService } from "./ui/commands/targetCommands.ts";
import { Diagnoses, type DiagnosisPage, nameOf } from "./ui/panels/diagnoses.ts";
import { Tests } from "./ui/panels/tests.ts";
import { WizardPanel } from "./ui/panels/wizardPanel.ts";
import { systemClock } from "./ui/platform/clock.ts";
import { lockFiles } from "./ui/platform/lockFiles.ts";
import { draftStore, fileJournal } from "./ui/platform/stores.ts";
import { showPlanStatus } from "./ui/status/planStatus.ts";
import type { RowQuery } from "./ui/trees/revealRow.ts";

/** The part of the product that acts: wizards, plans, tests, and the commands on rows. */
export interface Plans extends Disposable {
  readonly commands: Commands;
  /** Shows a wizard's page with what it is at. */
  show(flow: FlowName): Promise<void>;
  /** Opens a link that VS Code was asked to open. */
  openLink(uri: Uri): Promise<void>;
  /** Takes a page over that VS Code has kept from the window before. */
  revive(flow: FlowName, panel: WebviewPanel): Promise<void>;
  /** The same for the pages of a diagnosis, with what they have kept. */
  reviveDiagnosis(page: DiagnosisPage, panel: WebviewPanel, kept: unknown): Promise<void>;
}

const flows: Readonly<Record<FlowName, Flow>> = {
  publish: publishFlow,
  connect: connectFlow,
  tearDown: tearDownFlow,
};

/**
 * Built after activation, and in a bundle of its own: nobody needs it before something is to be done.
 *
 * @param ready Resolves when it is known what is open, the sandbox or AWS: no run goes on before.
 * @param reveal Shows a row in the side bar.
 */
export function composePlans(
  { extension, extensionUri, globalStorageUri }: ExtensionContext,
  session: Session,
  ready: Promise<void>,
  reveal: (row: RowQuery) => Promise<void>,
): Plans {
  const storage = globalStorageUri.fsPath;
  const setAside = (path: string) => void window.showWarningMessage(messages.setAside(path));
  const journal = fileJournal(storage, setAside);
  const locks = new PlanLocks(lockFiles(storage), systemClock, randomUUID);
  const shared = { session, journal, locks, clock: systemClock, newId: randomUUID };
  const wizard = (name: FlowName) => {
    const drafts = draftStore(storage, name, setAside);
    return openWizard(name, { ...shared, drafts }, extensionUri, ready);
  };
  const wizards = { publish: wizard("publish"), connect: wizard("connect"), tearDown: wizard("tearDown") };
  const lastTests = new LastTests(new WindowTestHistory());
  const tests = new Tests(extensionUri, session, lastTests);
  const fixes = draftStore(storage, "diagnose", setAside);
  const opener = `${env.uriScheme}://${extension.id}`;
  const ofTests = {
    lastTest: (id: string) => lastTests.of(id),
    test: (id: string) => openTest(session, tests, id),
  };
  const diagnoses = new Diagnoses({ ...shared, ...ofTests, extensionUri, opener, fixes, reveal });
  const panelOf = (flow: FlowName) => wizards[flow].panel;
  const changePorts = { session, changes: new Changes(session, systemClock), newId: randomUUID };
  const consumer = new ConsumerCommands({
    ...changePorts,
    now: () => systemClock.now(),
    opener,
    connect: (answers) => panelOf("connect").open(answers),
    diagnose: (question, focus) => diagnoses.open({ question, name: nameOf(question) }, focus),
  });
  return {
    commands: {
      ...providerCommands(changePorts),
      ...consumer.commands,
      ...wizardCommands(session, panelOf),
      ...diagnoseCommands(session, diagnoses),
      ...rowCommands(session, tests, opener),
    },
    openLink: (uri) => consumer.openLink(uri),
    show: (flow) => panelOf(flow).open(),
    revive: (flow, panel) => panelOf(flow).revive(panel),
    reviveDiagnosis: (page, panel, kept) => diagnoses.revive(page, panel, kept),
    dispose() {
      tests.dispose();
      diagnoses.dispose();
      consumer.dispose();
      for (const { panel, status } of Object.values(wizards)) {
        status.dispose();
        panel.dispose();
      }
    },
  };
}

function openWizard(name: FlowName, ports: WizardPorts, extensionUri: Uri, ready: Promise<void>) {
  const wizard = new WizardSession(flows[name], ports);
  // A plan that was stopped is told of, whether its page is opened or not. What cannot be read, opening it tells.
  void ready.then(() => wizard.restore()).catch(() => undefined);
  const status = showPlanStatus(name, wizard);
  return { panel: new WizardPanel(name, extensionUri, ports.session, wizard), status };
}

/** Nothing opens for an endpoint of an account that is not open. */
function openTest(session: Session, tests: Tests, endpointId: string): void {
  const row = endpointNodes(session).find(({ endpoint }) => endpoint.id === endpointId);
  if (row !== undefined) tests.open(row.scope, row.endpoint);
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
