import { readAs } from "../files/jsonFile.ts";
import { anyObject, FileError, listOf, objectOf, oneOf, type Ruled, whole } from "../files/rules.ts";
import type { Account } from "../state/account.ts";
import { emptyWorld, type World } from "../state/world.ts";
import { isRecord } from "../wire/values.ts";
import { accountRule } from "./scenario.ts";
import { decodeState, encodeState } from "./stateText.ts";

const format = "privatelink-sandbox-snapshot";

/** What a snapshot file holds around the state. */
const snapshotRule = objectOf(
  { format: oneOf([format]), version: whole(2, 2), accounts: listOf(accountRule), state: anyObject },
  {},
);

/** The whole state of a sandbox, with every id. Keys are not in it: each start makes its own. */
export type Snapshot = Ruled<typeof snapshotRule>;

/** Whether the content of a file claims to be a snapshot. */
export function isSnapshot(content: unknown): boolean {
  return isRecord(content) && content["format"] === format;
}

/** Reads a snapshot; throws FileError naming the file. */
export function readSnapshot(content: unknown, origin: string): Snapshot {
  return readAs(snapshotRule, content, origin);
}

/**
 * The world as a snapshot. Left out are keys and sessions, which are secrets, and commands that have not ended, which
 * nobody would end in another process.
 */
export function takeSnapshot(world: World): Snapshot {
  const { accounts, sessions: _, ...rest } = world;
  const ended = [...world.commands].filter(([, { invocations }]) =>
    invocations.every(({ endedAt }) => endedAt),
  );
  const commands = new Map(ended.map(([id, { cancel: __, ...command }]) => [id, command]));
  return {
    format,
    version: 2,
    accounts: accounts.map(withoutKeys),
    state: anyObject.read(encodeState({ ...rest, commands }), ""),
  };
}

/** Puts the state of a snapshot into a world that has nothing but accounts. */
export function restoreSnapshot(world: World, { state }: Snapshot): void {
  const decoded = decodeState(state);
  if (!isRecord(decoded)) throw new FileError("The state of the snapshot is not an object.");
  for (const name of Object.keys(emptyWorld())) {
    const part = decoded[name];
    if (part instanceof Map) Reflect.set(world, name, part);
  }
  for (const command of world.commands.values()) command.cancel = new AbortController();
}

function withoutKeys({
  id,
  profile,
  alias,
  zoneShift,
  closedZoneIds,
}: Account): Snapshot["accounts"][number] {
  return { id, profile, alias, zoneShift, ...(closedZoneIds && { closedZoneIds: [...closedZoneIds] }) };
}
