import { readSnapshots } from "../core/inventory/state.ts";
import { parsePort } from "../core/model/cidr.ts";
import type { VpcEndpoint } from "../core/model/endpoint.ts";
import { PrivateLinkError, toFailure } from "../core/model/failure.ts";
import type { OpenScope } from "../core/model/scope.ts";
import { known } from "../core/model/snapshot.ts";
import type { EndpointState } from "../core/model/states.ts";
import { proposedInstance, type TestInstance, testInstances } from "../core/probe/instances.ts";
import type { TestPhase } from "../core/probe/phase.ts";
import type { ProbeLimits, ProbeTarget } from "../core/probe/probe.ts";
import { normalizePath } from "../core/probe/script.ts";
import type { Aws } from "./aws.ts";
import type { ChosenInstances } from "./chosenInstances.ts";
import type { Clock } from "./clock.ts";
import { Listeners } from "./listeners.ts";
import { runProbe } from "./runProbe.ts";
import type { Session } from "./session.ts";

export interface TestPorts {
  readonly session: Session;
  readonly clock: Clock;
  readonly limits: () => ProbeLimits;
  readonly newId: () => string;
  readonly chosen: ChosenInstances;
}

/** What the user chose, as typed. */
export interface TestDraft {
  readonly instanceId: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

/** The connectivity test of one endpoint. One test at a time. */
export class TestSession {
  readonly changed = new Listeners();
  readonly scope: OpenScope;
  readonly endpoint: VpcEndpoint;
  readonly #ports: TestPorts;
  #instances: readonly TestInstance[] = [];
  #draft: TestDraft;
  #phase: TestPhase = { status: "loading" };
  #running = new AbortController();

  constructor(scope: OpenScope, endpoint: VpcEndpoint, ports: TestPorts) {
    this.scope = scope;
    this.endpoint = endpoint;
    this.#ports = ports;
    this.#draft = { instanceId: "", host: endpoint.dnsNames[0] ?? "", port: "", path: "/" };
  }

  get instances(): readonly TestInstance[] {
    return this.#instances;
  }

  get draft(): TestDraft {
    return this.#draft;
  }

  get phase(): TestPhase {
    return this.#phase;
  }

  /** Looks up the instances of the VPC, and the port when the service's owner is open in this window. */
  async load(): Promise<void> {
    const { signal } = this.#running;
    try {
      const aws = await this.#ports.session.aws();
      const [network, managed, port] = await Promise.all([
        aws.network(this.scope, signal),
        aws.managedInstances(this.scope, signal),
        this.#port(aws, signal),
      ]);
      this.#instances = testInstances(network, managed, this.endpoint.vpcId, this.#endpoints());
      const instanceId = proposedInstance(this.#instances, this.#ports.chosen.read(this.endpoint.id));
      this.#draft = { ...this.#draft, instanceId, port };
      this.#show({ status: "ready" });
    } catch (error) {
      this.#show({ status: "failed", failure: toFailure(error) });
    }
  }

  async run(draft: TestDraft): Promise<void> {
    if (this.#phase.status === "running" || this.#phase.status === "loading") return;
    this.#draft = draft;
    this.#running = new AbortController();
    const { clock, limits, newId, session } = this.#ports;
    const startedAt = clock.now();
    this.#show({ status: "running", startedAt, commandSent: false });
    try {
      const instance = this.#instance(draft.instanceId);
      await this.#ports.chosen.write(this.endpoint.id, instance.id);
      const request = {
        scope: this.scope,
        target: this.#target(draft),
        instanceId: instance.id,
        instanceName: instance.name,
        limits: limits(),
        token: `privatelink-${newId()}`,
      };
      const sent = () => this.#show({ status: "running", startedAt, commandSent: true });
      const report = await runProbe(await session.aws(), clock, request, sent, this.#running.signal);
      this.#show({ status: "done", report: { ...report, endpointState: this.#endpointState() } });
    } catch (error) {
      this.#show({ status: "failed", failure: toFailure(error) });
    }
  }

  /** Cancels the command on the instance too. */
  cancel(): void {
    this.#running.abort();
  }

  dispose(): void {
    this.cancel();
  }

  /** What the page sends is text from outside: everything is checked against what is known here. */
  #target({ host, port, path }: TestDraft): ProbeTarget {
    const number = parsePort(port);
    if (number === undefined) throw invalid(`"${port}" is no port. Ports are whole numbers from 1 to 65535.`);
    if (!this.endpoint.dnsNames.includes(host)) throw invalid(`"${host}" is no name of ${this.endpoint.id}.`);
    return { endpointId: this.endpoint.id, host, port: number, path: normalizePath(path) };
  }

  #instance(id: string): TestInstance {
    const instance = this.#instances.find((each) => each.id === id && each.refused === undefined);
    if (instance === undefined) {
      throw invalid(
        "No instance of the endpoint's VPC can run the test: it needs one that Systems Manager manages.",
      );
    }
    return instance;
  }

  /** As the lists know it by now; it may have been accepted or rejected since the page was opened. */
  #endpointState(): EndpointState {
    return this.#endpoints().find(({ id }) => id === this.endpoint.id)?.state ?? this.endpoint.state;
  }

  #endpoints(): readonly VpcEndpoint[] {
    return readSnapshots(this.#ports.session.inventory.state).flatMap((each) => known(each.endpoints));
  }

  /** Only the service's owner can see its listeners. */
  async #port(aws: Aws, signal: AbortSignal): Promise<string> {
    for (const { scope, services } of readSnapshots(this.#ports.session.inventory.state)) {
      const service = known(services).find(({ name }) => name === this.endpoint.serviceName);
      if (service === undefined) continue;
      // A convenience: who may not read the listeners types the port.
      const [port] = await aws.listenerPorts(scope, service, signal).catch(() => []);
      if (port !== undefined) return String(port);
    }
    return "";
  }

  #show(phase: TestPhase): void {
    this.#phase = phase;
    this.changed.tell();
  }
}

function invalid(message: string): PrivateLinkError {
  return new PrivateLinkError({ code: "invalid", message });
}
