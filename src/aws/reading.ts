import type { EC2Client } from "@aws-sdk/client-ec2";
import type { Scope } from "../core/model/scope.ts";
import { type Attempt, collect } from "./attempt.ts";
import type { Clients } from "./clients.ts";

/** What one reading acts on and with. */
export interface Reading {
  readonly clients: Clients;
  readonly attempt: Attempt;
  readonly scope: Scope;
  readonly signal: AbortSignal;
}

/** Values of one of EC2's filters; resources that have any of them pass. */
export type Filters = Readonly<Record<string, readonly string[]>>;

interface ListInput {
  readonly Filters: { Name: string; Values: string[] }[];
}

/** AWS takes at most this many values per filter. */
const valuesPerFilter = 200;

/**
 * What passes all filters: one list per two hundred values of the first one, and none when a filter has no values. By
 * filter and not by ids, because one id that is gone would fail the whole call.
 */
export async function listEc2<Page, Item>(
  { clients, attempt, scope, signal }: Reading,
  action: string,
  filters: Filters,
  pages: (client: EC2Client, input: ListInput, signal: AbortSignal) => AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const [[first, values] = ["", []], ...others] = Object.entries(filters);
  if (Object.values(filters).some(({ length }) => length === 0)) return [];
  const client = await clients.ec2(scope);
  const lists = batches([...new Set(values)], valuesPerFilter).map((batch) => {
    const chosen: [string, readonly string[]][] = [[first, batch], ...others];
    const Filters = chosen.map(([Name, Values]) => ({ Name, Values: [...Values] }));
    return attempt(scope, action, () => collect(pages(client, { Filters }, signal), items));
  });
  return (await Promise.all(lists)).flat();
}

function batches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
