import { randomUUID } from "node:crypto";
import { type Disposable, type ExtensionContext, env, type Uri, type WebviewPanel, window } from "vscode";
import { Changes } from "./app/changes.ts";
import { PlanLocks } from "./app/planLocks.ts";
import type { Session } from "./app/session.ts";
import { StoredTestHistory } from "./app/testHistory.ts";
import { type WizardPorts, WizardSession } from "./app/wizardSession.ts";
import type { FlowName } from "./core/plan/step.ts";
import { connectFlow } from "./core/wizard/connectFlow.ts";
import type { Flow } from "./core/wizard/flow.ts";
import { publishFlow } from "./core/wizard/publishFlow.ts";
import { tearDownFlow } from "./core/wizard/tearDownFlow.ts";
import { testerFlow } from "./core/wizard/testerFlow.ts";
import { messages } from "./text/messages.ts";
import type { Commands } from "./ui/commands/commands.ts";
import { ConsumerCommands } from "./ui/commands/consumerCommands.ts";
import { diagnoseCommands } from "./ui/commands/diagnoseCommands.ts";
import { providerCommands } from "./ui/commands/providerCommands.ts";
import { rowCommands } from "./ui/commands/rowCommands.ts";
import type { RunningPlan } from "./ui/commands/sandboxCommands.ts";
import { endpointNodes } from "./ui/commands/targetCommands.ts";
import { testerCommands } from "./ui/commands/testerCommands.ts";
import { testRunCommands } from "./ui/commands/testRunCommands.ts";
import { wizardCommands } from "./ui/commands/wizardCommands.ts";
import { Diagnoses, type DiagnosisPage, nameOf } from "./ui/panels/diagnoses.ts";
import { Tests } from "./ui/panels/tests.ts";
import { WizardPanel } from "./ui/panels/wizardPanel.ts";
import { systemClock } from "./ui/platform/clock.ts";
import { lockFiles } from "./ui/platform/lockFiles.ts";
import { chosenInstanceStore, draftStore, fileJournal, testRecordStore } from "./ui/platform/stores.ts";
import { showPlanStatus } from "./ui/status/planStatus.ts";
import type { RowQuery } from "./ui/trees/revealRow.ts";
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
  /** The same for the pages of a diagnosis, with what they have kept. */
  reviveDiagnosis(page: DiagnosisPage, panel: WebviewPanel, kept: unknown): Promise<void>;
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
 * @param reveal Shows a row in the side bar.
 */
export function composePlans(
  { extension, extensionUri, globalState, globalStorageUri }: ExtensionContext,
  session: Session,
  ready: Promise<void>,
  reveal: (row: RowQuery) => Promise<void>,
): Plans {
  const storage = globalStorageUri.fsPath;
  const setAside = (path: string) => void window.showWarningMessage(messages.setAside(path));
  const journal = fileJournal(storage, setAside);
  const locks = new PlanLocks(lockFiles(storage), systemClock, randomUUID);
  const shared = { session, journal, locks, clock: systemClock, newId: randomUUID };
  const wizardOf = (name: FlowName) =>
    openWizard(name, { ...shared, drafts: draftStore(storage, name, setAside) }, extensionUri, ready);
  const wizards = {
    publish: wizardOf("publish"),
    connect: wizardOf("connect"),
    tearDown: wizardOf("tearDown"),
    tester: wizardOf("tester"),
  };
  const history = new StoredTestHistory(testRecordStore(storage, setAside), () => session.origin);
  const testTree = new TestTree(history, session);
  const tests = new Tests(extensionUri, session, history, chosenInstanceStore(globalState));
  const fixes = draftStore(storage, "diagnose", setAside);
  const opener = `${env.uriScheme}://${extension.id}`;
  const ofTests = {
    lastTest: (id: string) => history.last(id),
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
      ...testerCommands(session, (flow, answers) => panelOf(flow).open(answers)),
      ...testRunCommands(history, tests),
      ...diagnoseCommands(session, diagnoses),
      ...rowCommands(session, tests, opener),
    },
    openLink: (uri) => consumer.openLink(uri),
    running: () => Object.values(wizards).flatMap(({ running }) => running()),
    show: (flow, planId) => panelOf(flow).openPlan(planId),
    revive: (flow, panel) => panelOf(flow).revive(panel),
    reviveDiagnosis: (page, panel, kept) => diagnoses.revive(page, panel, kept),
    dispose: () => {
      const pages = Object.values(wizards).flatMap(({ status, panel }) => [status, panel]);
      for (const part of [tests, testTree, diagnoses, consumer, ...pages]) part.dispose();
    },
  };
}

function openWizard(name: FlowName, ports: WizardPorts, extensionUri: Uri, ready: Promise<void>) {
  const wizard = new WizardSession(flows[name], ports);
  // A plan that was stopped is told of, whether its page is opened or not. What cannot be read, opening it tells.
  void ready.then(() => wizard.restore()).catch(() => undefined);
  const status = showPlanStatus(name, wizard);
  const panel = new WizardPanel(name, extensionUri, ports.session, wizard);
  return { panel, status, running: () => runningPlans(name, wizard) };
}

function runningPlans(flow: FlowName, { running }: WizardSession): readonly RunningPlan[] {
  return running.map(({ run, planRun }) => ({
    title: messages.planTitle(flow, run?.plan.name ?? ""),
    isHere: !planRun.isElsewhere,
  }));
}

/** Nothing opens for an endpoint of an account that is not open. */
function openTest(session: Session, tests: Tests, endpointId: string): void {
  const row = endpointNodes(session).find(({ endpoint }) => endpoint.id === endpointId);
  if (row !== undefined) tests.open(row.scope, row.endpoint);
}
