import type { Owned } from "../state/owned.ts";
import { AwsError } from "../wire/awsError.ts";

/** A filter of an EC2 Describe operation. */
export interface Filter {
  Name?: string;
  Values?: string[];
}

/** What a filter compares: the values of one attribute of a resource. */
export type FilterReaders<T> = Readonly<
  Record<string, (resource: T) => string | readonly string[] | undefined>
>;

/**
 * The resources that pass every filter. Values of one filter are alternatives; `*` and `?` are wildcards;
 * `tag:<key>` and `tag-key` work for every resource. An unknown filter is refused, as EC2 does.
 */
export function applyFilters<T extends Pick<Owned, "tags">>(
  resources: T[],
  filters: Filter[] | undefined,
  readers: FilterReaders<T>,
): T[] {
  return (filters ?? []).reduce((remaining, { Name = "", Values = [] }) => {
    const read = readerOf(Name, readers);
    const patterns = Values.map(pattern);
    return remaining.filter((resource) => {
      const values = [read(resource) ?? []].flat();
      return values.some((value) => patterns.some((candidate) => candidate.test(value)));
    });
  }, resources);
}

function readerOf<T extends Pick<Owned, "tags">>(
  name: string,
  readers: FilterReaders<T>,
): FilterReaders<T>[string] {
  if (name === "tag-key") return (resource) => [...resource.tags.keys()];
  if (name.startsWith("tag:")) return (resource) => resource.tags.get(name.slice("tag:".length));
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader === undefined) throw new AwsError("InvalidParameterValue", `The filter '${name}' is invalid`);
  return reader;
}

function pattern(value: string): RegExp {
  const escaped = value
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s");
}
