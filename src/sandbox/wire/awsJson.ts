import { AwsError } from "./awsError.ts";
import { readJsonInput, writeJsonOutput } from "./jsonValues.ts";
import type { Input, Protocol, WireReply, WireRequest } from "./messages.ts";
import { type ServiceModel, type ServiceName, serviceModels } from "./operations.ts";
import { errorStatus, operationShapes } from "./schema.ts";

const contentType = "application/x-amz-json-1.1";

/** The JSON 1.1 protocol of Systems Manager: the operation is in the `X-Amz-Target` header. */
export function awsJsonProtocol(service: ServiceName): Protocol {
  return {
    operation: (request) => targetOperation(service, request),
    input: (operation, request) => jsonInput(service, operation, request),
    output: (operation, output) => jsonOutput(service, operation, output),
    error: (error) => ({
      status: error.status ?? errorStatus(service, error.code),
      contentType,
      body: [Buffer.from(JSON.stringify({ __type: error.code, message: error.message }))],
    }),
  };
}

function targetOperation(service: ServiceName, request: WireRequest): string {
  const model: ServiceModel = serviceModels[service];
  const target = String(request.headers["x-amz-target"] ?? "");
  const [prefix, operation = ""] = target.split(".");
  if (prefix === model.targetPrefix && operationShapes(service, operation) !== undefined) return operation;
  throw new AwsError("UnknownOperationException", `The operation ${operation || "(none)"} is not known`);
}

function jsonInput(service: ServiceName, operation: string, request: WireRequest): Input {
  const shape = operationShapes(service, operation)?.[0] ?? null;
  const { input, missing } = readJsonInput(shape, parsed(request.body));
  if (missing.length === 0) return input;
  const details = missing.map(
    (path) => `Value at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  const count = missing.length === 1 ? "1 validation error" : `${missing.length} validation errors`;
  throw new AwsError("ValidationException", `${count} detected: ${details.join("; ")}`);
}

function parsed(body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    throw new AwsError("SerializationException", "The request body is not valid JSON");
  }
}

function jsonOutput(service: ServiceName, operation: string, output: object): WireReply {
  const shape = operationShapes(service, operation)?.[1] ?? null;
  return { status: 200, contentType, body: [Buffer.from(JSON.stringify(writeJsonOutput(shape, output)))] };
}
