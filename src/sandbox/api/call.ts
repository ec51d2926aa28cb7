import type { Account } from "../state/account.ts";
import type { Clock } from "../state/clock.ts";
import { sessionArn } from "../state/identity.ts";
import type { Owned } from "../state/owned.ts";
import type { RegionName } from "../state/regions.ts";
import type { World } from "../state/world.ts";

/** Who calls, where, and on what: everything that a handler knows besides its input. */
export interface Call {
  world: World;
  clock: Clock;
  account: Account;
  region: RegionName;
  /** Name of the operation, for client tokens that must not be shared between operations. */
  operation: string;
}

/**
 * An operation's business rules. The input was checked against AWS's schema, so a handler declares the members
 * that it reads as a small interface of its own; the output is checked against the schema when it is written.
 */
type Handler = (input: never, call: Call) => object | Promise<object>;

/** The handlers of one service by operation. */
export type Handlers = Readonly<Record<string, Handler>>;

/** The caller's own resources in the Region of the call. */
export function owned<T extends Owned>(resources: ReadonlyMap<string, T>, call: Call): T[] {
  const own: T[] = [];
  for (const resource of resources.values()) if (isOwn(resource, call)) own.push(resource);
  return own;
}

/** One of the caller's own resources, or undefined: nobody can name what another account owns. */
export function find<T extends Owned>(
  resources: ReadonlyMap<string, T>,
  id: string,
  call: Call,
): T | undefined {
  const resource = resources.get(id);
  return resource !== undefined && isOwn(resource, call) ? resource : undefined;
}

/** The fields that a new resource of the caller starts with. */
export function ownedBy(call: Call, tags = new Map<string, string>()): Owned {
  return { account: call.account.id, region: call.region, tags };
}

/** The identity that the caller's keys stand for. */
export function callerArn(account: Account): string {
  if (account.session !== undefined) return sessionArn(account.session);
  return `arn:aws:iam::${account.id}:user/${account.profile}`;
}

function isOwn(resource: Owned, call: Call): boolean {
  return resource.account === call.account.id && resource.region === call.region;
}
