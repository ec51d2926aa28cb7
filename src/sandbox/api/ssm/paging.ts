import { AwsError } from "../../wire/awsError.ts";

/** The paging members of a Systems Manager request. */
export interface SsmPageRequest {
  MaxResults?: number;
  NextToken?: string;
}

/** Systems Manager gives so many items at once. */
const maximumPage = 50;

/** One page of a list; throws `ValidationException` for a size outside of what the operation takes, or `InvalidNextToken`. */
export function ssmPage<T>(
  items: readonly T[],
  { MaxResults, NextToken }: SsmPageRequest,
  { minimum, initial }: { minimum: number; initial: number },
): { items: T[]; next: { NextToken?: string } } {
  const size = MaxResults ?? initial;
  if (size < minimum || size > maximumPage) {
    const rule =
      size < minimum ? `greater than or equal to ${minimum}` : `less than or equal to ${maximumPage}`;
    const message = `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value ${rule}`;
    throw new AwsError("ValidationException", message);
  }
  if (NextToken !== undefined && !/^[1-9]\d{0,8}$/.test(NextToken))
    throw new AwsError("InvalidNextToken", "The specified token is not valid.");
  const start = Number(NextToken ?? 0);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? { NextToken: String(end) } : {} };
}
