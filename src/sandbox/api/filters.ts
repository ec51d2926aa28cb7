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
 * `tag:<key>` and `tag-key` work for every resource. An unknown filter is refused with `refusal`: EC2's older operations answer
 * `InvalidParameterValue`, those of PrivateLink `InvalidFilter` (ledger: unknown-filter-code).
 */
export function applyFilters<T extends Pick<Owned, "tags">>(
  resources: T[],
  filters: Filter[] | undefined,
  readers: FilterReaders<T>,
  refusal: "InvalidParameterValue" | "InvalidFilter" = "InvalidParameterValue",
): T[] {
  return (filters ?? []).reduce((remaining, { Name = "", Values = [] }) => {
    const read = readerOf(Name, readers);
    if (read === undefined) throw new AwsError(refusal, `The filter '${Name}' is invalid`);
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
): FilterReaders<T>[string] | undefined {
  if (name === "tag-key") return (resource) => [...resource.tags.keys()];
  if (name.startsWith("tag:")) return (resource) => resource.tags.get(name.slice("tag:".length));
  return Object.hasOwn(readers, name) ? readers[name] : undefined;
}

function pattern(value: string): RegExp {
  const escaped = value
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s");
}
