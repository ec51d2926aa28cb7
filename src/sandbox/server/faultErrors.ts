import { callerArn } from "../api/call.ts";
import type { Account } from "../state/account.ts";
import { AwsError } from "../wire/awsError.ts";
import { type ServiceName, serviceModels } from "../wire/operations.ts";
import type { Fault } from "./faults.ts";

/** Thrown to close the connection instead of answering. */
export class DroppedConnection extends Error {}

/** The struck call, for the messages that name it. */
interface Struck {
  account: Account;
  service: ServiceName;
  operation: string;
}

/** What to throw for a fault that replaces the answer; undefined for one that only delays or changes it. */
export function faultError(fault: Fault, call: Struck): Error | undefined {
  switch (fault.effect) {
    case "throttle":
      return throttling(call.service);
    case "serverError":
      return serverError(call.service);
    case "expiredCredentials":
      return expired(call.service);
    case "denied":
      return denied(call);
    case "drop":
      return new DroppedConnection();
    case "delay":
    case "unsuccessful":
      return undefined;
    default: {
      const message = fault.message ?? `The sandbox was told to answer ${fault.code}.`;
      return new AwsError(fault.code, message, fault.status);
    }
  }
}

/** EC2 throttles with a code and a status of its own (ledger: throttling-words). */
function throttling(service: ServiceName): AwsError {
  if (service === "ec2") return new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503);
  const code = speaksJson(service) ? "ThrottlingException" : "Throttling";
  return new AwsError(code, "Rate exceeded", 400);
}

function serverError(service: ServiceName): AwsError {
  if (service === "ec2") return new AwsError("InternalError", "An internal error has occurred", 500);
  const code = speaksJson(service) ? "InternalServerError" : "InternalFailure";
  return new AwsError(code, "The request processing has failed because of an internal error.", 500);
}

function expired(service: ServiceName): AwsError {
  if (service === "ec2") return new AwsError("RequestExpired", "Request has expired.", 400);
  const message = "The security token included in the request is expired";
  return speaksJson(service)
    ? new AwsError("ExpiredTokenException", message, 400)
    : new AwsError("ExpiredToken", message, 403);
}

/** Every service names who may not do what; EC2 has its own code and a sentence before (ledger: denied-words). */
function denied({ account, service, operation }: Struck): AwsError {
  const action = `${service}:${operation}`;
  const reason = `because no identity-based policy allows the ${action} action`;
  const message = `User: ${callerArn(account)} is not authorized to perform: ${action} on resource: * ${reason}`;
  if (service === "ec2") {
    const words = `You are not authorized to perform this operation. ${message}`;
    return new AwsError("UnauthorizedOperation", words, 403);
  }
  return speaksJson(service)
    ? new AwsError("AccessDeniedException", message, 400)
    : new AwsError("AccessDenied", message, 403);
}

function speaksJson(service: ServiceName): boolean {
  return serviceModels[service].protocol === "awsJson1_1";
}
