import { type Failure, type FailureCode, PrivateLinkError } from "../core/model/failure.ts";

/** AWS's codes, and the names of the SDK's own errors, by what they mean to us. Sources: EC2 and ELBv2 error-code pages. */
const codes: readonly (readonly [FailureCode, RegExp])[] = [
  ["aborted", /^AbortError$/],
  ["accessDenied", /^(UnauthorizedOperation|AccessDenied(Exception)?|AuthorizationError|OptInRequired)$/],
  ["credentialsExpired", /^(ExpiredToken(Exception)?|RequestExpired|RequestTimeTooSkewed)$/],
  ["signInNeeded", /^(SSOTokenProviderFailure|UnauthorizedSSOTokenError|UnauthorizedException)$/],
  [
    "credentialsMissing",
    /^(CredentialsProviderError|InvalidClientTokenId|UnrecognizedClientException|AuthFailure|SignatureDoesNotMatch|InvalidSignatureException|TokenProviderError)$/,
  ],
  ["invalidServiceName", /^InvalidServiceName$/],
  [
    "throttled",
    /^(Throttling(Exception)?|RequestLimitExceeded|TooManyRequests(Exception)?|RequestThrottled)$/,
  ],
  ["notFound", /NotFound(Exception)?$|^InvocationDoesNotExist$|^NoSuchEntity(Exception)?$/],
  ["limit", /LimitExceeded(Exception)?$|^TooMany|^InsufficientFreeAddressesInSubnet$/],
  [
    "conflict",
    /^(DependencyViolation|ResourceInUse(Exception)?|IncorrectState|ExistingVpcEndpointConnections|(Entity|NetworkAclEntry)AlreadyExists|DeleteConflict|Duplicate.*|.*\.Duplicate)$/,
  ],
  ["unavailable", /^(InternalError|InternalFailure|ServiceUnavailable|Unavailable|InternalServerError)$/],
  ["network", /^(TimeoutError|NetworkingError|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)$/],
  [
    "invalid",
    /^(Invalid|Missing|Malformed|Unknown|Validation|Unsupported|OperationNotPermitted|SerializationException)/,
  ],
];

/** Maps anything the SDK throws, once and only here. */
export function toPrivateLinkError(error: unknown, action: string, profile: string): PrivateLinkError {
  if (error instanceof PrivateLinkError) return error;
  const name = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const requestId = metadataOf(error, "requestId");
  const httpStatus = metadataOf(error, "httpStatusCode");
  const failure: Failure = {
    code: classify(name, message),
    action,
    profile,
    message,
    ...(name === undefined ? {} : { awsCode: name }),
    ...(typeof requestId === "string" ? { requestId } : {}),
    ...(typeof httpStatus === "number" ? { httpStatus } : {}),
  };
  return new PrivateLinkError(failure, error);
}

/** The meaning of one of AWS's codes. An expired SSO session is only told by the SDK's message. */
export function classify(name: string | undefined, message: string): FailureCode {
  if (
    name === "CredentialsProviderError" &&
    /sso|session token/i.test(message) &&
    /expired|invalid|login/i.test(message)
  ) {
    return "signInNeeded";
  }
  return codes.find(([, pattern]) => name !== undefined && pattern.test(name))?.[0] ?? "unknown";
}

/** The SDK puts AWS's code into `name`, and the operating system's into `code`. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = Reflect.get(error, "Code") ?? Reflect.get(error, "code");
  if (error.name === "Error" && typeof code === "string") return code;
  // ELBv2's error classes are called `…Exception`; on the wire the code has no such ending.
  return typeof code === "string" && error.name.startsWith(code) ? code : error.name;
}

/** What the SDK knows of the answer that became an error. */
function metadataOf(error: unknown, member: "requestId" | "httpStatusCode"): unknown {
  if (typeof error !== "object" || error === null) return undefined;
  const metadata: unknown = Reflect.get(error, "$metadata");
  return typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, member) : undefined;
}
