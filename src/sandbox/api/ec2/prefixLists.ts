import { type PrefixList, prefixLists } from "../../state/prefixLists.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { applyFilters, type Filter } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";

interface DescribePrefixLists extends PageRequest {
  PrefixListIds?: string[];
  Filters?: Filter[];
}

/** Managed prefix lists come in smaller pages than everything else. */
const maximumPage = 100;

/** The owner of the lists that AWS manages. There are no others: nothing here makes customer-managed ones. */
const owner = "AWS";

/** AWS's own prefix lists with their networks. */
export function describePrefixLists(input: DescribePrefixLists, call: Call): object {
  const { items, next } = page(filtered(input, call), input);
  const PrefixLists = items.map(({ id, name, cidrs }) => ({
    PrefixListId: id,
    PrefixListName: name,
    Cidrs: cidrs,
  }));
  return { PrefixLists, ...next };
}

/** All prefix lists, without their networks. */
export function describeManagedPrefixLists(input: DescribePrefixLists, call: Call): object {
  const { MaxResults = maximumPage } = input;
  if (MaxResults < 1 || MaxResults > maximumPage) {
    const message = `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting 1 to ${maximumPage}.`;
    throw new AwsError("InvalidParameterValue", message);
  }
  const { items, next } = page(filtered(input, call), { ...input, MaxResults }, 1);
  const PrefixLists = items.map(({ id, name }) => ({
    PrefixListId: id,
    PrefixListName: name,
    PrefixListArn: `arn:aws:ec2:${call.region}:aws:prefix-list/${id}`,
    AddressFamily: "IPv4",
    OwnerId: owner,
    State: "create-complete",
    Tags: [],
  }));
  return { PrefixLists, ...next };
}

function filtered(input: DescribePrefixLists, call: Call) {
  const all = prefixLists(call.region).map((list) => ({ ...list, tags: new Map<string, string>() }));
  const chosen = input.PrefixListIds?.map((id) => listWith(id, all)) ?? all;
  return applyFilters(chosen, input.Filters, {
    "prefix-list-id": ({ id }) => id,
    "prefix-list-name": ({ name }) => name,
    "owner-id": () => owner,
  });
}

function listWith<T extends PrefixList>(id: string, lists: readonly T[]): T {
  const list = lists.find((candidate) => candidate.id === id);
  if (list !== undefined) return list;
  throw new AwsError("InvalidPrefixListID.NotFound", `The prefix list ID '${id}' does not exist`);
}
