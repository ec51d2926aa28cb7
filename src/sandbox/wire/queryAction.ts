import { AwsError } from "./awsError.ts";
import type { WireRequest } from "./messages.ts";
import type { ServiceName } from "./operations.ts";
import { operationShapes } from "./schema.ts";

/** The `Action` of a query request, if the sandbox has it. */
export function queryAction(
  service: ServiceName,
  request: WireRequest,
  refusal: (action: string) => string,
): string {
  const action = new URLSearchParams(request.body).get("Action");
  if (action === null) throw new AwsError("MissingAction", "The request must contain the parameter Action");
  if (operationShapes(service, action) === undefined) throw new AwsError("InvalidAction", refusal(action));
  return action;
}

/** A query request's parameters without the two that are not the operation's. */
export function operationParameters(request: WireRequest): URLSearchParams {
  const parameters = new URLSearchParams(request.body);
  parameters.delete("Action");
  parameters.delete("Version");
  return parameters;
}
