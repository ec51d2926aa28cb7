import { AwsError } from "./awsError.ts";
import { Chunks } from "./chunks.ts";
import type { Input, Protocol, WireReply, WireRequest } from "./messages.ts";
import { type ServiceName, serviceModels } from "./operations.ts";
import { operationParameters, queryAction } from "./queryAction.ts";
import { readQueryInput } from "./queryInput.ts";
import { queryTree } from "./queryTree.ts";
import { errorStatus, operationShapes } from "./schema.ts";
import { escapeXml, writeXmlOutput } from "./xmlOutput.ts";

const contentType = "text/xml;charset=UTF-8";
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** EC2's own query dialect: flat lists, `requestId` beside the result, errors in a list. */
export function ec2QueryProtocol(service: ServiceName): Protocol {
  return {
    operation: (request) =>
      queryAction(service, request, (action) => `The action ${action} is not valid for this web service.`),
    input: (operation, request) => ec2Input(service, operation, request),
    output: (operation, output, requestId) => ec2Output(service, operation, output, requestId),
    error: (error, requestId) => ec2Error(service, error, requestId),
  };
}

function ec2Input(service: ServiceName, operation: string, request: WireRequest): Input {
  const shape = operationShapes(service, operation)?.[0] ?? null;
  const { input, missing, unknown } = readQueryInput(shape, queryTree(operationParameters(request)), true);
  if (missing[0] !== undefined) {
    throw new AwsError("MissingParameter", `The request must contain the parameter ${missing[0]}`);
  }
  if (unknown[0] !== undefined) {
    throw new AwsError("UnknownParameter", `The parameter ${unknown[0]} is not recognized`);
  }
  return input;
}

function ec2Output(service: ServiceName, operation: string, output: object, requestId: string): WireReply {
  const shape = operationShapes(service, operation)?.[1] ?? null;
  const root = `${operation}Response`;
  const body = new Chunks();
  body.close(
    `${declaration}<${root} xmlns="${serviceModels.ec2.xmlNamespace}"><requestId>${requestId}</requestId>`,
  );
  if (shape === null) body.close("<return>true</return>");
  else writeXmlOutput(shape, output, body);
  body.close(`</${root}>`);
  return { status: 200, contentType, body: body.take() };
}

function ec2Error(service: ServiceName, error: AwsError, requestId: string): WireReply {
  const detail = `<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>`;
  const body = `${declaration}<Response><Errors>${detail}</Errors><RequestID>${requestId}</RequestID></Response>`;
  return { status: error.status ?? errorStatus(service, error.code), contentType, body: [Buffer.from(body)] };
}
