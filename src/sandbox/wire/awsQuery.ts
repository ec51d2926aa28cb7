import { AwsError } from "./awsError.ts";
import { Chunks } from "./chunks.ts";
import type { Input, Protocol, WireReply, WireRequest } from "./messages.ts";
import { type ServiceModel, type ServiceName, serviceModels } from "./operations.ts";
import { operationParameters, queryAction } from "./queryAction.ts";
import { readQueryInput } from "./queryInput.ts";
import { queryTree } from "./queryTree.ts";
import { errorStatus, operationShapes } from "./schema.ts";
import { escapeXml, writeXmlOutput } from "./xmlOutput.ts";

const contentType = "text/xml";

/** The plain query protocol of ELB, STS and IAM: wrapped lists, a Result element, ResponseMetadata. */
export function awsQueryProtocol(service: ServiceName): Protocol {
  const model: ServiceModel = serviceModels[service];
  const refusal = (action: string) => `Could not find operation ${action} for version ${model.version}`;
  return {
    operation: (request) => queryAction(service, request, refusal),
    input: (operation, request) => queryInput(service, operation, request),
    output: (operation, output, requestId) => queryOutput(service, operation, output, requestId),
    error: (error, requestId) => queryError(service, error, requestId),
  };
}

function namespaceOf(service: ServiceName): string {
  const model: ServiceModel = serviceModels[service];
  return model.xmlNamespace ?? "";
}

/** Parameters that the model does not know are ignored, as these services do. */
function queryInput(service: ServiceName, operation: string, request: WireRequest): Input {
  const shape = operationShapes(service, operation)?.[0] ?? null;
  const { input, missing } = readQueryInput(shape, queryTree(operationParameters(request)), false);
  if (missing.length === 0) return input;
  const details = missing.map((path) => {
    const name = path.charAt(0).toLowerCase() + path.slice(1);
    return `Value null at '${name}' failed to satisfy constraint: Member must not be null`;
  });
  const count = missing.length === 1 ? "1 validation error" : `${missing.length} validation errors`;
  throw new AwsError("ValidationError", `${count} detected: ${details.join("; ")}`);
}

function queryOutput(service: ServiceName, operation: string, output: object, requestId: string): WireReply {
  const shape = operationShapes(service, operation)?.[1] ?? null;
  const root = `${operation}Response`;
  const body = new Chunks();
  body.close(`<${root} xmlns="${namespaceOf(service)}">`);
  if (shape !== null) {
    body.close(`<${operation}Result>`);
    writeXmlOutput(shape, output, body);
    body.close(`</${operation}Result>`);
  }
  body.close(`<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${root}>`);
  return { status: 200, contentType, body: body.take() };
}

function queryError(service: ServiceName, error: AwsError, requestId: string): WireReply {
  const status = error.status ?? errorStatus(service, error.code);
  const type = status < 500 ? "Sender" : "Receiver";
  const detail = `<Type>${type}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
  const content = `<Error>${detail}</Error><RequestId>${requestId}</RequestId>`;
  const body = `<ErrorResponse xmlns="${namespaceOf(service)}">${content}</ErrorResponse>`;
  return { status, contentType, body: [Buffer.from(body)] };
}
