import { readSnapshots } from "../core/inventory/state.ts";
import type { NetworkInterface, VpcEndpoint } from "../core/model/endpoint.ts";
import { toFailure } from "../core/model/failure.ts";
import { type OpenScope, scopeId } from "../core/model/scope.ts";
import { known } from "../core/model/snapshot.ts";
import { displayName } from "../core/model/tags.ts";
import { compareTests } from "../core/probe/comparison.ts";
import { readDraft, type TestDraft } from "../core/probe/draft.ts";
import { type TestInstance, testInstances } from "../core/probe/instances.ts";
import type { NoResult, TestPhase } from "../core/probe/phase.ts";
import type { ProbeReport } from "../core/probe/report.ts";
import { type ProbeLimits, type ProbeName, probeNames } from "../core/probe/request.ts";
import type { Clock } from "./clock.ts";
import { Listeners } from "./listeners.ts";
import type { RunningTests } from "./runningTests.ts";
import { runProbe } from "./runProbe.ts";
import { servicePort } from "./servicePort.ts";
import type { Session } from "./session.ts";
import type { TestHistory } from "./testHistory.ts";

export interface TestPorts {
  readonly session: Session;
  readonly clock: Clock;
  readonly limits: () => ProbeLimits;
  readonly newId: () => string;
  readonly history: TestHistory;
  readonly running: RunningTests;
}

/** The connectivity test of one endpoint. One test at a time. */
export class TestSession {
  readonly changed = new Listeners();
  readonly scope: OpenScope;
  readonly #ports: TestPorts;
  readonly #opened: VpcEndpoint;
  #instances: readonly TestInstance[] = [];
  #interfaces: readonly NetworkInterface[] | undefined;
  #draft: TestDraft;
  #phase: TestPhase = { status: "loading" };
  #running = new AbortController();

  constructor(scope: OpenScope, endpoint: VpcEndpoint, ports: TestPorts) {
    this.scope = scope;
    this.#opened = endpoint;
    this.#ports = ports;
    const draft = {
      instanceId: "",
      scheme: "http",
      port: "",
      path: "/",
      ownName: "",
      status: "",
      text: "",
    } as const;
    this.#draft = { ...draft, hosts: this.names.map(({ host }) => host) };
  }

  /** As the lists know it by now; it may have been accepted, rejected or changed since the page was opened. */
  get endpoint(): VpcEndpoint {
    const endpoints = readSnapshots(this.#ports.session.inventory.state)
      .filter(({ scope }) => scopeId(scope) === scopeId(this.scope))
      .flatMap((each) => known(each.endpoints));
    return endpoints.find(({ id }) => id === this.#opened.id) ?? this.#opened;
  }

  get instances(): readonly TestInstance[] {
    return this.#instances;
  }

  /** Names of the endpoint that can be tried. */
  get names(): readonly ProbeName[] {
    return probeNames(this.endpoint, this.#interfaces ?? []);
  }

  /** Nothing when they could not be read: then names are all that can be tried. */
  get interfaces(): readonly NetworkInterface[] | undefined {
    return this.#interfaces;
  }

  get draft(): TestDraft {
    return this.#draft;
  }

  get phase(): TestPhase {
    return this.#phase;
  }

  /** Looks up instances and interfaces, and the port when the service's owner is open in this window. */
  async load(): Promise<void> {
    const { signal } = this.#running;
    try {
      const aws = await this.#ports.session.aws();
      const [network, managed, port, interfaces] = await Promise.all([
        aws.network(this.scope, signal),
        aws.managedInstances(this.scope, signal),
        servicePort(this.#ports.session, aws, this.endpoint, signal),
        // Names can be tried without.
        aws.networkInterfaces(this.scope, this.endpoint, signal).catch(() => undefined),
      ]);
      this.#instances = testInstances(network, managed, this.endpoint.vpcId);
      this.#interfaces = interfaces;
      const first = this.#instances.find(({ refused }) => refused === undefined);
      const scheme = port === 443 ? "https" : "http";
      this.#draft = { ...this.#draft, instanceId: first?.id ?? "", port: String(port ?? ""), scheme };
      this.#show({ status: "ready" });
    } catch (error) {
      this.#show({ status: "failed", failure: toFailure(error) });
    }
  }

  async run(draft: TestDraft): Promise<void> {
    if (this.#phase.status === "running" || this.#phase.status === "loading") return;
    this.#draft = draft;
    this.#running = new AbortController();
    const { clock, running } = this.#ports;
    const end = running.begin(`${scopeId(this.scope)}/${this.endpoint.id}`);
    if (end === undefined) return this.#show({ status: "noResult", reason: "alreadyRuns" });
    const startedAt = clock.now();
    this.#show({ status: "running", startedAt, commandSent: false });
    try {
      const sent = () => this.#show({ status: "running", startedAt, commandSent: true });
      const ended = await this.#attempt(draft, startedAt, sent, this.#running.signal);
      this.#show(
        typeof ended === "string" ? { status: "noResult", reason: ended } : { status: "done", report: ended },
      );
    } catch (error) {
      this.#show({ status: "failed", failure: toFailure(error) });
    } finally {
      end();
    }
  }

  /** Cancels the command on the instance too. */
  cancel(): void {
    this.#running.abort();
  }

  dispose(): void {
    this.cancel();
  }

  async #attempt(
    draft: TestDraft,
    startedAt: number,
    onSent: () => void,
    signal: AbortSignal,
  ): Promise<ProbeReport | NoResult> {
    const { clock, limits, newId, session, history } = this.#ports;
    const { scope, endpoint } = this;
    const instance = this.#instances.find(
      ({ id, refused }) => id === draft.instanceId && refused === undefined,
    );
    if (instance === undefined) return "noInstance";
    // What the page sends is text from outside: everything is checked against what is known here.
    const read = readDraft(draft, endpoint.id, this.names, this.#interfaces ?? []);
    if (!read.ok) return read.problem;
    const { request } = read;
    const token = `pl${newId().replaceAll("-", "").slice(0, 16)}`;
    const order = { scope, request, instanceId: instance.id, limits: limits(), token };
    const end = await runProbe(await session.aws(), clock, order, onSent, signal);
    if (end.status === "noResult") return end.reason;
    const { status: _, ...found } = end;
    const report: ProbeReport = {
      id: newId(),
      request,
      endpointName: displayName(endpoint),
      scope,
      instanceId: instance.id,
      instanceName: instance.name,
      startedAt,
      durationMs: clock.now() - startedAt,
      endpointState: this.endpoint.state,
      ...found,
    };
    return this.#remembered(report, history);
  }

  /** A history that cannot be read or written takes nothing from the result. */
  async #remembered(report: ProbeReport, history: TestHistory): Promise<ProbeReport> {
    const good = await history.lastGood(this.scope, this.endpoint.id).catch(() => undefined);
    const compared = good === undefined ? report : { ...report, comparison: compareTests(report, good) };
    await history.add(compared).catch(() => undefined);
    return compared;
  }

  #show(phase: TestPhase): void {
    this.#phase = phase;
    this.changed.tell();
  }
}
