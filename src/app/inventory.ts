import type { DetailTarget } from "../core/inventory/node.ts";
import {
  type Asked,
  detailKey,
  emptyInventory,
  type InventoryState,
  type ScopeEntry,
} from "../core/inventory/state.ts";
import type { Connection } from "../core/model/connection.ts";
import { toFailure } from "../core/model/failure.ts";
import { type OpenScope, type Scope, type ScopeId, scopeId } from "../core/model/scope.ts";
import type { EndpointService, ServiceDetail } from "../core/model/service.ts";
import { known, type Loadable, type Snapshot } from "../core/model/snapshot.ts";
import type { AwsInventory, AwsProfiles } from "./aws.ts";
import { Listeners } from "./listeners.ts";

type Source = () => Promise<AwsProfiles & AwsInventory>;

/**
 * What the open scopes contain. A refresh is four lists per scope; what hangs below a row is read when the row is
 * expanded, and again with the next refresh while it stays so. Rows stay visible while they are read anew.
 */
export class Inventory {
  readonly changed = new Listeners();
  readonly #aws: Source;
  readonly #now: () => number;
  readonly #expanded = new Map<string, DetailTarget>();
  #state: InventoryState = emptyInventory;
  /** Ends everything that is under way for scopes that are no longer open. */
  #session = new AbortController();
  readonly #newest = new Map<ScopeId, number>();

  constructor(aws: Source, now: () => number) {
    this.#aws = aws;
    this.#now = now;
  }

  get state(): InventoryState {
    return this.#state;
  }

  /** Scopes whose credentials work. */
  get openScopes(): readonly OpenScope[] {
    return this.#state.scopes.flatMap(({ scope, snapshot }) => (snapshot.status === "ready" ? [scope] : []));
  }

  /** Opens these scopes instead of those that are open, and reads them. */
  async open(scopes: readonly Scope[]): Promise<void> {
    this.#session.abort();
    this.#session = new AbortController();
    const open = scopes.map(scopeId);
    for (const [id, { scope }] of this.#expanded) {
      // VS Code keeps rows expanded by their id and does not say so again.
      if (!open.includes(scopeId(scope))) this.#expanded.delete(id);
    }
    this.#replace({
      ...emptyInventory,
      scopes: scopes.map((scope) => ({ scope: { ...scope, account: "" }, snapshot: { status: "loading" } })),
    });
    await this.refresh();
  }

  /** Reads all scopes, or some of them, together with what hangs below their expanded rows. */
  async refresh(only?: readonly Scope[]): Promise<void> {
    const wanted = only?.map(scopeId);
    const entries = this.#state.scopes.filter(({ scope }) => wanted?.includes(scopeId(scope)) ?? true);
    const details = [...this.#expanded.values()].filter(
      ({ scope }) => wanted?.includes(scopeId(scope)) ?? true,
    );
    await Promise.all([
      ...entries.map((entry) => this.#readScope(entry)),
      ...details.map((target) => this.#readDetail(target)),
    ]);
  }

  async expand(target: DetailTarget): Promise<void> {
    const id = detailId(target);
    const isNew = !this.#expanded.has(id);
    this.#expanded.set(id, target);
    if (isNew) await this.#readDetail(target);
  }

  collapse(target: DetailTarget): void {
    this.#expanded.delete(detailId(target));
  }

  /** Shows a decision on rows at once, before AWS's lists do. */
  ask(
    decision: Asked["decision"],
    requests: readonly { readonly scope: OpenScope; readonly connection: Connection }[],
  ): void {
    const asked = new Map(this.#state.asked);
    for (const { scope, connection } of requests) {
      const { account } = scope;
      asked.set(connection.endpointId, { decision, account, from: connection.state, at: this.#now() });
    }
    this.#replace({ ...this.#state, asked });
  }

  /** Takes decisions back that AWS refused. */
  forget(endpointIds: readonly string[]): void {
    const asked = new Map([...this.#state.asked].filter(([id]) => !endpointIds.includes(id)));
    this.#replace({ ...this.#state, asked });
  }

  /** Closes everything: what was open belongs to a source that is no longer in use. */
  close(): void {
    this.#session.abort();
    this.#expanded.clear();
    this.#replace(emptyInventory);
  }

  dispose(): void {
    this.#session.abort();
  }

  async #readScope({ scope }: ScopeEntry): Promise<void> {
    const id = scopeId(scope);
    const { signal } = this.#session;
    const reading = (this.#newest.get(id) ?? 0) + 1;
    this.#newest.set(id, reading);
    const entry = await this.#entry(scope, signal);
    if (signal.aborted || this.#newest.get(id) !== reading) return;
    const scopes = this.#state.scopes.map((each) => (scopeId(each.scope) === id ? entry : each));
    this.#replace({ ...this.#state, scopes, asked: stillAsked(this.#state, entry, this.#now()) });
  }

  async #entry(scope: OpenScope, signal: AbortSignal): Promise<ScopeEntry> {
    try {
      const aws = await this.#aws();
      const open = scope.account === "" ? await openScope(aws, scope, signal) : scope;
      return { scope: open, snapshot: { status: "ready", value: await readSnapshot(aws, open, signal) } };
    } catch (error) {
      return { scope, snapshot: { status: "failed", failure: toFailure(error) } };
    }
  }

  async #readDetail(target: DetailTarget): Promise<void> {
    const { signal } = this.#session;
    const aws = await this.#aws();
    if (target.kind === "service") {
      const { scope, service } = target;
      const detail = await readServiceDetail(aws, scope, service, signal);
      if (signal.aborted) return;
      this.#replace({
        ...this.#state,
        serviceDetails: withEntry(this.#state.serviceDetails, detailId(target), detail),
      });
    } else {
      const { scope, endpoint } = target;
      const detail = await loadable(() => aws.networkInterfaces(scope, endpoint, signal));
      if (signal.aborted) return;
      this.#replace({
        ...this.#state,
        endpointDetails: withEntry(this.#state.endpointDetails, detailId(target), detail),
      });
    }
  }

  #replace(state: InventoryState): void {
    this.#state = state;
    this.changed.tell();
  }
}

function detailId(target: DetailTarget): string {
  return detailKey(target.scope, target.kind === "service" ? target.service.id : target.endpoint.id);
}

function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return new Map(map).set(key, value);
}

async function openScope(aws: AwsProfiles, scope: Scope, signal: AbortSignal): Promise<OpenScope> {
  const identity = await aws.identity(scope, signal);
  const endpoint = await aws.endpointOverride(scope);
  return { ...scope, ...identity, ...(endpoint === undefined ? {} : { endpoint }) };
}

/** The four lists, each on its own: a missing permission hides only its own rows. */
async function readSnapshot(aws: AwsInventory, scope: OpenScope, signal: AbortSignal): Promise<Snapshot> {
  const [endpoints, services, connections, vpcs] = await Promise.all([
    loadable(() => aws.endpoints(scope, signal)),
    loadable(() => aws.services(scope, signal)),
    loadable(() => aws.connections(scope, signal)),
    loadable(() => aws.vpcs(scope, signal)),
  ]);
  return { scope, endpoints, services, connections, vpcs };
}

/** One batch, each part on its own. */
async function readServiceDetail(
  aws: AwsInventory,
  scope: OpenScope,
  service: EndpointService,
  signal: AbortSignal,
): Promise<ServiceDetail> {
  const [loadBalancers, principals, notifications] = await Promise.all([
    loadable(() => aws.loadBalancers(scope, service, signal)),
    loadable(() => aws.principals(scope, service, signal)),
    loadable(() => aws.notifications(scope, service, signal)),
  ]);
  return { loadBalancers, principals, notifications };
}

export async function loadable<T>(read: () => Promise<T>): Promise<Loadable<T>> {
  try {
    return { status: "ready", value: await read() };
  } catch (error) {
    return { status: "failed", failure: toFailure(error) };
  }
}

/** How long AWS may take to show a decision; accepting again after a rejection is undocumented and may do nothing. */
const decisionMilliseconds = 120_000;

/** A decision is forgotten as soon as the lists show another state than before, or after a while in any case. */
function stillAsked(
  { asked }: InventoryState,
  { scope, snapshot }: ScopeEntry,
  now: number,
): InventoryState["asked"] {
  if (snapshot.status !== "ready" || snapshot.value.connections.status !== "ready") return asked;
  const listed = new Map(
    known(snapshot.value.connections).map(({ endpointId, state }) => [endpointId, state]),
  );
  return new Map(
    [...asked].filter(([id, { account, from, at }]) => {
      if (account !== scope.account) return true;
      return listed.get(id) === from && now - at < decisionMilliseconds;
    }),
  );
}
