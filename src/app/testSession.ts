import { readSnapshots } from "../core/inventory/state.ts";
import type { NetworkInterface, VpcEndpoint } from "../core/model/endpoint.ts";
import { toFailure } from "../core/model/failure.ts";
import { type OpenScope, scopeId } from "../core/model/scope.ts";
import { known } from "../core/model/snapshot.ts";
import { displayName } from "../core/model/tags.ts";
import { compareTests } from "../core/probe/comparison.ts";
import { readDraft, type TestDraft } from "../core/probe/draft.ts";
import { draftOf } from "../core/probe/history.ts";
import { proposedInstance, type TestInstance, testInstances } from "../core/probe/instances.ts";
import type { NoResult, TestPhase } from "../core/probe/phase.ts";
import type { ProbeReport } from "../core/probe/report.ts";
import { type ProbeLimits, type ProbeName, probeNames } from "../core/probe/request.ts";
import type { Aws } from "./aws.ts";
import type { ChosenInstances } from "./chosenInstances.ts";
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
  readonly chosen: ChosenInstances;
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
  readonly #reading = new AbortController();
  #loaded: Promise<void> | undefined;

  /** @param stored A finished test of the endpoint that is shown at first. */
  constructor(scope: OpenScope, endpoint: VpcEndpoint, ports: TestPorts, stored?: ProbeReport) {
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
    if (stored !== undefined) this.showReport(stored);
  }

  /** As the lists know it by now; it may have been accepted, rejected or changed since the page was opened. */
  get endpoint(): VpcEndpoint {
    return this.#endpoints.find(({ id }) => id === this.#opened.id) ?? this.#opened;
  }

  get #endpoints(): readonly VpcEndpoint[] {
    return readSnapshots(this.#ports.session.inventory.state)
      .filter(({ scope }) => scopeId(scope) === scopeId(this.scope))
      .flatMap((each) => known(each.endpoints));
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

  /** Looks up, once, instances and interfaces, and the port when the service's owner is open in this window. */
  load(): Promise<void> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load(): Promise<void> {
    const { signal } = this.#reading;
    try {
      const aws = await this.#ports.session.aws();
      const [, port, interfaces] = await Promise.all([
        this.#readInstances(aws, signal),
        servicePort(this.#ports.session, aws, this.endpoint, signal),
        // Names can be tried without.
        aws.networkInterfaces(this.scope, this.endpoint, signal).catch(() => undefined),
      ]);
      this.#interfaces = interfaces;
      // What a stored test asked for stays.
      if (this.#phase.status !== "loading") return this.changed.tell();
      const scheme = port === 443 ? "https" : "http";
      this.#draft = { ...this.#draft, port: String(port ?? ""), scheme };
      this.#show({ status: "ready" });
    } catch (error) {
      if (this.#phase.status === "loading") this.#show({ status: "failed", failure: toFailure(error) });
    }
  }

  /** Shows a finished test, with what it asked for in the form. */
  showReport(report: ProbeReport): void {
    if (this.#phase.status === "running") return;
    this.#draft = draftOf(report);
    this.#show({ status: "done", report });
  }

  /** Runs a finished test again, from another instance where its own cannot be used any more. */
  async runAgain(report: ProbeReport): Promise<void> {
    await (this.#loaded === undefined ? this.load() : this.lookAgain());
    const instanceId = proposedInstance(this.#instances, report.instanceId);
    await this.run({ ...draftOf(report), instanceId });
  }

  /** Reads the instances anew: one may have been made, or have come online. What is shown stays if that fails. */
  async lookAgain(): Promise<void> {
    if (this.#phase.status === "loading" || this.#phase.status === "running") return;
    if (this.#phase.status === "failed" && this.#instances.length === 0) {
      // Nothing of it has been read yet.
      this.#loaded = undefined;
      this.#show({ status: "loading" });
      return this.load();
    }
    try {
      await this.#readInstances(await this.#ports.session.aws(), this.#reading.signal);
      this.changed.tell();
    } catch {
      // The next look may work.
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
    this.#reading.abort();
  }

  /** The instances of the VPC; what was chosen stays chosen as long as it can be used. */
  async #readInstances(aws: Aws, signal: AbortSignal): Promise<void> {
    const [network, managed] = await Promise.all([
      aws.network(this.scope, signal),
      aws.managedInstances(this.scope, signal),
    ]);
    this.#instances = testInstances(network, managed, this.endpoint.vpcId, this.#endpoints);
    const last = this.#draft.instanceId || this.#ports.chosen.read(this.endpoint.id);
    this.#draft = { ...this.#draft, instanceId: proposedInstance(this.#instances, last) };
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
    await this.#ports.chosen.write(endpoint.id, instance.id).catch(() => undefined);
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
    const good = await history.lastGood(report).catch(() => undefined);
    const compared = good === undefined ? report : { ...report, comparison: compareTests(report, good) };
    await history.add(compared).catch(() => undefined);
    return compared;
  }

  #show(phase: TestPhase): void {
    this.#phase = phase;
    this.changed.tell();
  }
}
