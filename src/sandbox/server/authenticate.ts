import { timingSafeEqual } from "node:crypto";
import type { Account } from "../state/account.ts";
import type { RoleSession } from "../state/identity.ts";
import type { World } from "../state/world.ts";
import { AwsError } from "../wire/awsError.ts";
import { type ServiceModel, type ServiceName, serviceModels } from "../wire/operations.ts";
import { type Authorization, type SignedRequest, verifySignature } from "./sigv4.ts";

/**
 * The account whose key signed the request, with the session if the key is a temporary one; throws in the words of the
 * service that was called.
 */
export function authenticate(
  request: SignedRequest,
  claim: Authorization,
  service: ServiceName,
  world: Pick<World, "accounts" | "sessions">,
): Account {
  try {
    const session = world.sessions.get(claim.accessKeyId);
    const account = world.accounts.find((candidate) =>
      session === undefined ? candidate.accessKeyId === claim.accessKeyId : candidate.id === session.account,
    );
    if (account === undefined) throw invalidToken();
    verifySignature(request, claim, session?.secretAccessKey ?? account.secretAccessKey, Date.now());
    if (session === undefined) return account;
    checkToken(request, session);
    return { ...account, session };
  } catch (error) {
    throw error instanceof AwsError ? serviceError(error, serviceModels[service]) : error;
  }
}

/** Temporary keys are worth nothing without their token, and nothing once they have expired. */
function checkToken(request: SignedRequest, session: RoleSession): void {
  const given = Buffer.from(String(request.headers["x-amz-security-token"] ?? ""));
  const token = Buffer.from(session.token);
  if (given.length !== token.length || !timingSafeEqual(given, token)) throw invalidToken();
  if (Date.now() < session.expiresAt.getTime()) return;
  throw new AwsError("ExpiredToken", "The security token included in the request is expired", 403);
}

function invalidToken(): AwsError {
  return new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
}

/** Each protocol has its own codes for the same failures. */
function serviceError(error: AwsError, model: ServiceModel): AwsError {
  if (model.protocol === "ec2Query") {
    if (error.code === "ExpiredToken") return new AwsError("RequestExpired", "Request has expired.");
    if (error.code === "RequestExpired")
      return new AwsError("RequestExpired", `Request has expired. ${error.message}`);
    const message = "AWS was not able to validate the provided access credentials";
    return new AwsError("AuthFailure", message, 401);
  }
  if (model.protocol === "awsQuery") {
    return error.code === "RequestExpired"
      ? new AwsError("SignatureDoesNotMatch", error.message, 403)
      : error;
  }
  return new AwsError(jsonCodes[error.code] ?? "InvalidSignatureException", error.message, 400);
}

const jsonCodes: Readonly<Record<string, string>> = {
  ExpiredToken: "ExpiredTokenException",
  InvalidClientTokenId: "UnrecognizedClientException",
};
