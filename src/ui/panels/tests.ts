import { randomUUID } from "node:crypto";
import { type Uri, workspace } from "vscode";
import type { ChosenInstances } from "../../app/chosenInstances.ts";
import { RunningTests } from "../../app/runningTests.ts";
import type { Session } from "../../app/session.ts";
import type { TestHistory } from "../../app/testHistory.ts";
import { TestSession } from "../../app/testSession.ts";
import type { VpcEndpoint } from "../../core/model/endpoint.ts";
import { type OpenScope, scopeId } from "../../core/model/scope.ts";
import { isWhole } from "../../core/probe/history.ts";
import type { ProbeReport } from "../../core/probe/report.ts";
import type { ProbeLimits } from "../../core/probe/request.ts";
import { endpointNodes } from "../commands/targetCommands.ts";
import { systemClock } from "../platform/clock.ts";
import { TestPanel } from "./testPanel.ts";

/** The open connectivity tests, one panel per endpoint. */
export class Tests {
  readonly #extensionUri: Uri;
  readonly #session: Session;
  readonly #unsubscribe: () => void;
  readonly #panels = new Map<string, TestPanel>();
  readonly #running = new RunningTests();
  readonly #history: TestHistory;
  readonly #chosen: ChosenInstances;

  constructor(extensionUri: Uri, session: Session, history: TestHistory, chosen: ChosenInstances) {
    this.#history = history;
    this.#chosen = chosen;
    this.#extensionUri = extensionUri;
    this.#session = session;
    // An endpoint of the source before must not be looked for in this one.
    this.#unsubscribe = session.switched.add(() => this.#closeAll());
  }

  open(scope: OpenScope, endpoint: VpcEndpoint): void {
    this.#panelOf(scope, endpoint, undefined).reveal();
  }

  /** Shows a finished test, whether its endpoint still exists or not. */
  showReport(report: ProbeReport): void {
    const panel = this.#panelFor(report);
    panel.showReport(report);
    panel.reveal();
  }

  /** Runs a finished test again; false when its endpoint is not there any more. */
  runAgain(report: ProbeReport): boolean {
    if (this.rowOf(report) === undefined) return false;
    const panel = this.#panelFor(report);
    panel.reveal();
    // A person has to fill in what was not kept.
    if (isWhole(report)) panel.runAgain(report);
    else panel.showReport(report);
    return true;
  }

  #panelFor(report: ProbeReport): TestPanel {
    const row = this.rowOf(report);
    return this.#panelOf(row?.scope ?? report.scope, row?.endpoint ?? goneEndpoint(report), report);
  }

  /** The row of the endpoint that a report is about, while it is there. */
  rowOf({ scope, request }: ProbeReport) {
    const key = scopeId(scope);
    return endpointNodes(this.#session).find(
      (node) => node.endpoint.id === request.endpointId && scopeId(node.scope) === key,
    );
  }

  #panelOf(scope: OpenScope, endpoint: VpcEndpoint, stored: ProbeReport | undefined): TestPanel {
    const existing = this.#panels.get(endpoint.id);
    if (existing !== undefined) return existing;
    const ports = {
      session: this.#session,
      clock: systemClock,
      limits: readLimits,
      newId: randomUUID,
      history: this.#history,
      running: this.#running,
      chosen: this.#chosen,
    };
    const panel = new TestPanel(new TestSession(scope, endpoint, ports, stored), {
      extensionUri: this.#extensionUri,
      sandbox: this.#session.isSandbox,
      rowOf: (id) => endpointNodes(this.#session).find((node) => node.endpoint.id === id),
      isThere: endpoint.state !== "deleted",
      onDispose: () => this.#panels.delete(endpoint.id),
    });
    this.#panels.set(endpoint.id, panel);
    return panel;
  }

  dispose(): void {
    this.#unsubscribe();
    this.#closeAll();
  }

  #closeAll(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }
}

function readLimits(): ProbeLimits {
  const setting = workspace.getConfiguration("privatelink").get<unknown>("test.timeoutSeconds");
  // The manifest's bounds are advice: a settings file may say anything.
  const isUsable = typeof setting === "number" && setting >= 2 && setting <= 120;
  const totalSeconds = isUsable ? Math.round(setting) : 10;
  return { totalSeconds, connectSeconds: Math.max(1, Math.ceil(totalSeconds / 2)) };
}

/** As much of an endpoint as a report of it tells. */
function goneEndpoint({ endpointName, request }: ProbeReport): VpcEndpoint {
  return {
    id: request.endpointId,
    type: "Interface",
    vpcId: "",
    serviceName: "",
    state: "deleted",
    subnetIds: [],
    routeTableIds: [],
    networkInterfaceIds: [],
    securityGroups: [],
    dnsNames: request.names.map(({ host }) => host),
    privateDnsEnabled: false,
    tags: { Name: endpointName },
  };
}
