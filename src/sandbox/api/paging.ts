import { AwsError } from "../wire/awsError.ts";

/** The paging members of an EC2 Describe request. */
export interface PageRequest {
  MaxResults?: number;
  NextToken?: string;
}

/** AWS answers at most this many at once, whatever is asked for. */
const maximumPage = 1000;
const tokenPrefix = "page:";

/** One page of a list, with the token of the next page if there is one. */
export function page<T>(
  items: T[],
  request: PageRequest,
  minimumPage = 5,
): { items: T[]; next: { NextToken?: string } } {
  const start = request.NextToken === undefined ? 0 : startOf(request.NextToken);
  const end = start + Math.min(pageSize(request.MaxResults, minimumPage), maximumPage);
  const next = end < items.length ? { NextToken: tokenOf(end) } : {};
  return { items: items.slice(start, end), next };
}

function pageSize(maxResults: number | undefined, minimum: number): number {
  if (maxResults === undefined) return maximumPage;
  if (maxResults >= minimum) return maxResults;
  throw new AwsError(
    "InvalidParameterValue",
    `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value greater than ${minimum}.`,
  );
}

function tokenOf(position: number): string {
  return Buffer.from(`${tokenPrefix}${position}`).toString("base64url");
}

/** EC2 has two codes for a token that was not given (ledger: pagination-token-code). */
function startOf(token: string): number {
  const text = Buffer.from(token, "base64url").toString();
  const position = Number(text.slice(tokenPrefix.length));
  if (text.startsWith(tokenPrefix) && Number.isInteger(position) && position > 0) return position;
  throw new AwsError("InvalidNextToken", "The specified NextToken is not valid");
}
