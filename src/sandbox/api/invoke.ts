import { AwsError } from "../wire/awsError.ts";
import type { ServiceName } from "../wire/operations.ts";
import type { Call, Handlers } from "./call.ts";

/** Runs the handler of `call.operation`; throws AwsError. The caller vouches that the input is the operation's. */
export async function invoke(
  handlers: Readonly<Record<ServiceName, Handlers>>,
  service: ServiceName,
  call: Call,
  input: object,
): Promise<object> {
  const handler = handlers[service][call.operation];
  if (handler === undefined)
    throw new AwsError("InvalidAction", `${service} has no operation ${call.operation}`);
  return await handler(input as never, call);
}
