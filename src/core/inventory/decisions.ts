import type { Connection } from "../model/connection.ts";
import type { Failure } from "../model/failure.ts";
import type { OpenScope } from "../model/scope.ts";
import type { EndpointState } from "../model/states.ts";

/** What a provider can say to a connection. */
export type Decision = "accept" | "reject";

/** What was decided about a connection, and what the lists said of it then. */
interface Decided {
  readonly decision: Decision;
  /** Account and Region of the service, which is where the decision is listed. */
  readonly account: string;
  readonly region: string;
  readonly from: EndpointState;
}

/** A decision whose effect the lists do not show yet. */
interface Asked extends Decided {
  /** When AWS said yes; absent until it has answered. */
  readonly answered?: {
    /** The last look that was sent before the answer: what it and earlier ones bring may be older than the decision. */
    readonly turn: number;
    /** Epoch milliseconds. */
    readonly at: number;
  };
}

/** A decision that AWS refused. It is shown until the connection changes or is decided about again. */
interface Refused extends Decided {
  readonly failure: Failure;
}

/** By endpoint id. */
export interface Decisions {
  readonly asked: ReadonlyMap<string, Asked>;
  readonly refused: ReadonlyMap<string, Refused>;
}

/** A whole list of a scope's connections, as one look brought it. */
interface ConnectionsRead {
  readonly scope: OpenScope;
  readonly connections: readonly Connection[];
  /** Looks are numbered in the order in which they were sent. */
  readonly turn: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** How long AWS may take to show a decision; accepting again after a rejection is undocumented and may do nothing. */
const patienceMilliseconds = 120_000;

export function ask(
  { asked, refused }: Decisions,
  decision: Decision,
  requests: readonly { readonly scope: OpenScope; readonly connection: Connection }[],
): Decisions {
  const ids = requests.map(({ connection }) => connection.endpointId);
  const added = requests.map(({ scope: { account, region }, connection }): [string, Asked] => [
    connection.endpointId,
    { decision, account, region, from: connection.state },
  ]);
  return { asked: new Map([...asked, ...added]), refused: without(refused, ids) };
}

/** AWS has answered: yes to some, no to those that have a failure. */
export function answered(
  { asked, refused }: Decisions,
  answers: readonly { readonly endpointId: string; readonly failure?: Failure }[],
  when: { readonly turn: number; readonly at: number },
): Decisions {
  const nextAsked = new Map(asked);
  const nextRefused = new Map(refused);
  for (const { endpointId, failure } of answers) {
    const entry = asked.get(endpointId);
    if (entry === undefined) continue;
    if (failure === undefined) {
      nextAsked.set(endpointId, { ...entry, answered: when });
      continue;
    }
    nextAsked.delete(endpointId);
    const { decision, account, region, from } = entry;
    nextRefused.set(endpointId, { decision, account, region, from, failure });
  }
  return { asked: nextAsked, refused: nextRefused };
}

/**
 * What is left of the decisions after a list was read. A list that was asked for before AWS answered tells nothing about
 * them. `ignored` are those that AWS said yes to and has not carried out.
 */
export function afterLook(
  decisions: Decisions,
  read: ConnectionsRead,
): { readonly decisions: Decisions; readonly ignored: readonly Connection[] } {
  const listed = new Map(read.connections.map((connection) => [connection.endpointId, connection]));
  const isListedHere = ({ account, region }: Decided) =>
    account === read.scope.account && region === read.scope.region;
  const settled: string[] = [];
  const ignored: Connection[] = [];
  for (const [id, entry] of decisions.asked) {
    const when = entry.answered;
    if (!isListedHere(entry) || when === undefined || read.turn <= when.turn) continue;
    const connection = listed.get(id);
    if (connection?.state !== entry.from) settled.push(id);
    else if (read.now - when.at >= patienceMilliseconds) {
      settled.push(id);
      ignored.push(connection);
    }
  }
  const outdated = [...decisions.refused]
    .filter(([id, entry]) => isListedHere(entry) && listed.get(id)?.state !== entry.from)
    .map(([id]) => id);
  return {
    decisions: { asked: without(decisions.asked, settled), refused: without(decisions.refused, outdated) },
    ignored,
  };
}

/** The same map when there is nothing to take out of it. */
function without<V>(map: ReadonlyMap<string, V>, ids: readonly string[]): ReadonlyMap<string, V> {
  if (!ids.some((id) => map.has(id))) return map;
  return new Map([...map].filter(([id]) => !ids.includes(id)));
}
