import { AwsError } from "../wire/awsError.ts";
import type { Call } from "./call.ts";

/**
 * Runs `make` once per client token: a repeated request gets what the first one made. The same token with other
 * parameters is `IdempotentParameterMismatch`. Without a token every request makes something new.
 */
export function once<T>(token: string | undefined, input: object, call: Call, make: () => T): T {
  if (token === undefined || token === "") return make();
  const key = [call.account.id, call.region, call.operation, token].join("/");
  const request = JSON.stringify(input);
  const earlier = call.world.clientTokens.get(key);
  if (earlier === undefined) {
    const made = make();
    call.world.clientTokens.set(key, { request, made });
    return made;
  }
  if (earlier.request === request) return earlier.made as T;
  const message = "The request uses the same client token as a previous, but non-identical request.";
  throw new AwsError("IdempotentParameterMismatch", message);
}
