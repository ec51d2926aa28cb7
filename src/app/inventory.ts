import { afterLook, answered, ask, type Decision } from "../core/inventory/decisions.ts";
import { isSame, isWorthATry } from "../core/inventory/keep.ts";
import { allLists, type ListKind, toldLists, withLists, withWaiting } from "../core/inventory/lists.ts";
import type { DetailTarget } from "../core/inventory/node.ts";
import { isDetailMoving } from "../core/inventory/pace.ts";
import { detailKey, emptyInventory, type InventoryState, type ScopeEntry } from "../core/inventory/state.ts";
import type { Connection } from "../core/model/connection.ts";
import type { VpcEndpoint } from "../core/model/endpoint.ts";
import { type Failure, toFailure } from "../core/model/failure.ts";
import { type OpenScope, type Scope, scopeId } from "../core/model/scope.ts";
import type { EndpointService } from "../core/model/service.ts";
import { known, type Snapshot } from "../core/model/snapshot.ts";
import type { AwsInventory, AwsProfiles } from "./aws.ts";
import { Listeners } from "./listeners.ts";
import { Looks } from "./looks.ts";
import { loadable, openScope, readLists, readServiceDetail, readSnapshot } from "./readScope.ts";

type Source = () => Promise<AwsProfiles & AwsInventory>;

/** A connection and who decides about it. */
interface Request {
  readonly scope: OpenScope;
  readonly connection: Connection;
}

/**
 * What the open scopes contain. A refresh is four lists per scope, a look is some of them; what hangs below a row is read
 * when the row is expanded, and again with the next refresh while it stays so. Rows stay visible while they are read anew.
 */
export class Inventory {
  /** What is shown says something new. A look that finds everything as it was tells nothing. */
  readonly changed = new Listeners();
  /** A look has ended, whatever it has found. */
  readonly looked = new Listeners();
  /** AWS said yes to these decisions and has not carried them out. */
  readonly ignored = new Listeners<readonly Request[]>();
  readonly #aws: Source;
  readonly #now: () => number;
  readonly #expanded = new Map<string, DetailTarget>();
  #state: InventoryState = emptyInventory;
  /** Ends everything that is under way for scopes that are no longer open. */
  #session = new AbortController();
  readonly #looks = new Looks();

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
    this.#looks.clear();
    const open = scopes.map(scopeId);
    for (const [id, { scope }] of this.#expanded) {
      // VS Code keeps rows expanded by their id and does not say so again.
      if (!open.includes(scopeId(scope))) this.#expanded.delete(id);
    }
    this.#replace({
      ...emptyInventory,
      expanded: new Set(this.#expanded.keys()),
      scopes: scopes.map((scope) => ({ scope: { ...scope, account: "" }, snapshot: { status: "loading" } })),
    });
    await this.refresh();
  }

  /** Reads all scopes, or some of them, together with what hangs below their expanded rows. */
  async refresh(only?: readonly Scope[]): Promise<void> {
    const wanted = only?.map(scopeId);
    const entries = this.#state.scopes.filter(({ scope }) => wanted?.includes(scopeId(scope)) ?? true);
    await Promise.all(
      entries.map(async (entry) => {
        await this.#readScope(entry, allLists);
        await this.#readDetails(entry.scope, () => true);
      }),
    );
    this.looked.tell();
  }

  /**
   * Reads some lists of a scope, and what hangs below those expanded rows that have changed with them, or moves itself.
   * What fails in passing leaves the list as it was; a refresh shows the failure.
   */
  async look(scope: Scope, kinds: readonly ListKind[]): Promise<void> {
    const entry = this.#entryOf(scope);
    if (entry === undefined) return;
    await this.#readScope(entry, entry.snapshot.status === "ready" ? kinds : allLists, toldLists);
    await this.#readDetails(
      scope,
      (before, now) =>
        rowOf(before) !== rowOf(now) ||
        (kinds.includes("services") && isDetailMoving(this.#state, now.scope, rowOf(now).id)),
    );
    this.looked.tell();
  }

  /** Asks each of these scopes, in one call, which connections wait for acceptance, and for nothing else. */
  async lookForRequests(scopes: readonly Scope[]): Promise<void> {
    await Promise.all(scopes.map((scope) => this.#readRequests(scope)));
    this.looked.tell();
  }

  /** Seconds since the list that is shown was asked for. */
  age(scope: Scope, kind: ListKind): number {
    return (this.#now() - this.#looks.shownSince(scope, kind)) / 1000;
  }

  async expand(target: DetailTarget): Promise<void> {
    const id = detailId(target);
    const isNew = !this.#expanded.has(id);
    this.#expanded.set(id, target);
    this.#replace({ ...this.#state, expanded: new Set(this.#expanded.keys()) });
    if (isNew) await this.#readDetail(target);
  }

  collapse(target: DetailTarget): void {
    this.#expanded.delete(detailId(target));
    this.#replace({ ...this.#state, expanded: new Set(this.#expanded.keys()) });
  }

  /** Shows a decision on rows at once, before AWS's lists do. */
  ask(decision: Decision, requests: readonly Request[]): void {
    this.#replace({ ...this.#state, ...ask(this.#state, decision, requests) });
  }

  /** What AWS said to decisions: no, where there is a failure. */
  answered(answers: readonly { readonly endpointId: string; readonly failure?: Failure }[]): void {
    const when = { turn: this.#looks.turn, at: this.#now() };
    this.#replace({ ...this.#state, ...answered(this.#state, answers, when) });
  }

  /** Closes everything: what was open belongs to a source that is no longer in use. */
  close(): void {
    this.#session.abort();
    this.#expanded.clear();
    this.#looks.clear();
    this.#replace(emptyInventory);
  }

  dispose(): void {
    this.#session.abort();
  }

  async #readScope(
    { scope, snapshot }: ScopeEntry,
    kinds: readonly ListKind[],
    told: typeof toldLists = (_before, _read, fresh) => fresh,
  ): Promise<void> {
    const { signal } = this.#session;
    const turn = this.#looks.send(scope, kinds);
    const at = this.#now();
    const read =
      snapshot.status === "ready"
        ? { ...snapshot.value, ...(await readLists(this.#aws, scope, kinds, signal)) }
        : await this.#firstSnapshot(scope, signal);
    if (signal.aborted) return;
    const fresh = this.#looks.show(scope, kinds, turn, at);
    const shown = this.#entryOf(scope)?.snapshot;
    const news = shown?.status === "ready" && !("code" in read) ? told(shown.value, read, fresh) : fresh;
    if (news.length > 0) this.#show(scope, read, news, turn);
  }

  async #firstSnapshot(scope: OpenScope, signal: AbortSignal): Promise<Snapshot | Failure> {
    try {
      const open = scope.account === "" ? await openScope(await this.#aws(), scope, signal) : scope;
      return await readSnapshot(this.#aws, open, signal);
    } catch (error) {
      return toFailure(error);
    }
  }

  /** Shows those lists of an answer that are newer than what is shown. */
  #show(scope: Scope, read: Snapshot | Failure, fresh: readonly ListKind[], turn: number): void {
    if ("code" in read) {
      const failed = { scope: this.#entryOf(scope)?.scope ?? { ...scope, account: "" } };
      this.#replaceEntry({ ...failed, snapshot: { status: "failed", failure: read } });
      return;
    }
    const shown = this.#entryOf(scope)?.snapshot;
    const lists = Object.fromEntries(fresh.map((kind) => [kind, read[kind]]));
    const value = shown?.status === "ready" ? withLists(shown.value, lists) : read;
    const isNew = shown?.status !== "ready" || value !== shown.value;
    const entry: ScopeEntry = { scope: read.scope, snapshot: { status: "ready", value } };
    const { decisions, ignored } = this.#afterLook(value, fresh, turn);
    this.#replaceEntry(isNew ? entry : undefined, decisions);
    if (ignored.length > 0) {
      this.ignored.tell(ignored.map((connection) => ({ scope: read.scope, connection })));
    }
  }

  #afterLook({ scope, connections }: Snapshot, fresh: readonly ListKind[], turn: number) {
    const { asked, refused } = this.#state;
    const decisions = { asked, refused };
    if (connections.status !== "ready" || !fresh.includes("connections")) return { decisions, ignored: [] };
    return afterLook(decisions, { scope, connections: connections.value, turn, now: this.#now() });
  }

  async #readRequests(scope: Scope): Promise<void> {
    const { signal } = this.#session;
    const entry = this.#entryOf(scope);
    const before = this.#looks.newest(scope, "connections");
    // The whole list is on its way, and tells this as well.
    if (entry === undefined || before.isUnderWay) return;
    if (entry.snapshot.status !== "ready" || entry.snapshot.value.connections.status !== "ready") {
      await this.#readScope(entry, entry.snapshot.status === "ready" ? ["connections"] : allLists);
      return;
    }
    const waiting = await loadable(async () => (await this.#aws()).waitingConnections(scope, signal));
    const shown = this.#entryOf(scope);
    const isOld = this.#looks.newest(scope, "connections").turn !== before.turn;
    if (signal.aborted || isOld || shown?.snapshot.status !== "ready" || isWorthATry(waiting)) return;
    const value =
      waiting.status === "ready"
        ? withWaiting(shown.snapshot.value, waiting.value)
        : withLists(shown.snapshot.value, { connections: waiting });
    if (value !== shown.snapshot.value)
      this.#replaceEntry({ ...shown, snapshot: { status: "ready", value } });
  }

  /** Reads anew what hangs below expanded rows of a scope, as the rows are now. */
  async #readDetails(
    scope: Scope,
    isWanted: (before: DetailTarget, now: DetailTarget) => boolean,
  ): Promise<void> {
    const targets = [...this.#expanded].flatMap(([id, before]) => {
      if (scopeId(before.scope) !== scopeId(scope)) return [];
      const now = this.#current(before);
      if (!isWanted(before, now)) return [];
      this.#expanded.set(id, now);
      return [now];
    });
    await Promise.all(targets.map((target) => this.#readDetail(target)));
  }

  /** The row as it is now; as it was when it is gone. */
  #current(target: DetailTarget): DetailTarget {
    const snapshot = this.#entryOf(target.scope)?.snapshot;
    if (snapshot?.status !== "ready") return target;
    if (target.kind === "service") {
      const service = known(snapshot.value.services).find(({ id }) => id === target.service.id);
      return service === undefined ? target : { ...target, service };
    }
    const endpoint = known(snapshot.value.endpoints).find(({ id }) => id === target.endpoint.id);
    return endpoint === undefined ? target : { ...target, endpoint };
  }

  async #readDetail(target: DetailTarget): Promise<void> {
    const { signal } = this.#session;
    const id = detailId(target);
    const aws = await this.#aws();
    if (target.kind === "service") {
      const { scope, service } = target;
      const detail = await readServiceDetail(aws, scope, service, signal);
      const { serviceDetails } = this.#state;
      if (signal.aborted || isSame(serviceDetails.get(id), detail)) return;
      this.#replace({ ...this.#state, serviceDetails: new Map(serviceDetails).set(id, detail) });
    } else {
      const { scope, endpoint } = target;
      const detail = await loadable(() => aws.networkInterfaces(scope, endpoint, signal));
      const { endpointDetails } = this.#state;
      if (signal.aborted || isSame(endpointDetails.get(id), detail)) return;
      this.#replace({ ...this.#state, endpointDetails: new Map(endpointDetails).set(id, detail) });
    }
  }

  #entryOf(scope: Scope): ScopeEntry | undefined {
    return this.#state.scopes.find((each) => scopeId(each.scope) === scopeId(scope));
  }

  #replaceEntry(entry: ScopeEntry | undefined, decisions: Partial<InventoryState> = {}): void {
    const scopes =
      entry === undefined
        ? this.#state.scopes
        : this.#state.scopes.map((each) => (scopeId(each.scope) === scopeId(entry.scope) ? entry : each));
    this.#replace({ ...this.#state, ...decisions, scopes });
  }

  #replace(state: InventoryState): void {
    const before = this.#state;
    this.#state = state;
    const isNew =
      state.scopes !== before.scopes ||
      state.serviceDetails !== before.serviceDetails ||
      state.endpointDetails !== before.endpointDetails ||
      state.asked !== before.asked ||
      state.refused !== before.refused ||
      state.expanded !== before.expanded;
    if (isNew) this.changed.tell();
  }
}

function detailId(target: DetailTarget): string {
  return detailKey(target.scope, rowOf(target).id);
}

function rowOf(target: DetailTarget): EndpointService | VpcEndpoint {
  return target.kind === "service" ? target.service : target.endpoint;
}
