import { fromIni } from "@aws-sdk/credential-providers";
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from "@smithy/core";
import type { AwsSource } from "../app/aws.ts";
import { filePaths } from "./source.ts";

/** Asks the user for the code of an MFA device; needed by profiles that assume a role with MFA. */
export type AskMfaCode = (serial: string) => Promise<string>;

/**
 * A profile's credentials through the SDK's own provider: static keys, SSO, assumed roles, processes. All clients of the
 * profile share them, because AWS takes an MFA code only once; hence the mark that keeps each client from
 * wrapping the provider in a cache of its own.
 */
export function profileCredentials(source: AwsSource, profile: string, mfaCodeProvider: AskMfaCode) {
  const read = fromIni({ profile, ...filePaths(source), mfaCodeProvider, ignoreCache: true });
  const shared = memoizeIdentityProvider(read, isIdentityExpired, doesIdentityRequireRefresh);
  if (shared === undefined) throw new Error("The SDK returned no provider.");
  return Object.assign(shared, { memoized: true });
}
