import type { Account } from "../state/account.ts";
import { AwsError } from "../wire/awsError.ts";
import { type ServiceModel, type ServiceName, serviceModels } from "../wire/operations.ts";
import { type Authorization, type SignedRequest, verifySignature } from "./sigv4.ts";

/** The account whose key signed the request; throws in the words of the service that was called. */
export function authenticate(
  request: SignedRequest,
  claim: Authorization,
  service: ServiceName,
  accounts: readonly Account[],
): Account {
  try {
    const account = accounts.find((candidate) => candidate.accessKeyId === claim.accessKeyId);
    if (account === undefined) {
      throw new AwsError(
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
        403,
      );
    }
    verifySignature(request, claim, account.secretAccessKey, Date.now());
    return account;
  } catch (error) {
    throw error instanceof AwsError ? serviceError(error, serviceModels[service]) : error;
  }
}

/** Each protocol has its own codes for the same failures. */
function serviceError(error: AwsError, model: ServiceModel): AwsError {
  if (model.protocol === "ec2Query") {
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
  const code =
    error.code === "InvalidClientTokenId" ? "UnrecognizedClientException" : "InvalidSignatureException";
  return new AwsError(code, error.message, 400);
}
