import type { FailureCode } from "../core/model/failure.ts";
import type { Scope } from "../core/model/scope.ts";
import { toPrivateLinkError } from "./errors.ts";

/** One finished call, for the log: never inputs, outputs or credentials. */
interface CallLog {
  /** In IAM's form, such as `ec2:DescribeVpcs`. */
  readonly action: string;
  readonly scope: Scope;
  readonly milliseconds: number;
  readonly requestId?: string;
  /** AWS's code, when the call failed. */
  readonly error?: string;
}

export type Log = (entry: CallLog) => void;

/** Failures after which a profile's keys are worth reading again. */
const badCredentials: readonly FailureCode[] = ["credentialsExpired", "credentialsMissing", "signInNeeded"];

/** Runs one call (or one paged list) of an action: maps what it throws, and logs it. */
export type Attempt = <T>(scope: Scope, action: string, call: () => Promise<T>) => Promise<T>;

export function attemptWith(log: Log, onBadCredentials: (profile: string) => void): Attempt {
  return async (scope, action, call) => {
    const start = performance.now();
    const elapsed = () => Math.round(performance.now() - start);
    try {
      const result = await call();
      log({ action, scope, milliseconds: elapsed(), ...requestId(result) });
      return result;
    } catch (error) {
      const failed = toPrivateLinkError(error, action, scope.profile);
      if (badCredentials.includes(failed.code)) onBadCredentials(scope.profile);
      const { awsCode = failed.code, requestId: id } = failed.failure;
      log({
        action,
        scope,
        milliseconds: elapsed(),
        // That is how AWS says that a dry run would have worked.
        ...(awsCode === "DryRunOperation" ? {} : { error: awsCode }),
        ...(id === undefined ? {} : { requestId: id }),
      });
      throw failed;
    }
  };
}

function requestId(result: unknown): { readonly requestId?: string } {
  if (typeof result !== "object" || result === null || !("$metadata" in result)) return {};
  const metadata = result.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("requestId" in metadata)) return {};
  return typeof metadata.requestId === "string" ? { requestId: metadata.requestId } : {};
}

/** All items of a paged list. */
export async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}
