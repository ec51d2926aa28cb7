import { Readable } from "node:stream";
import * as ec2 from "@aws-sdk/client-ec2";
import * as elasticloadbalancing from "@aws-sdk/client-elastic-load-balancing-v2";
import * as iam from "@aws-sdk/client-iam";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AwsError } from "../../../src/sandbox/wire/awsError.ts";
import type { WireReply, WireRequest } from "../../../src/sandbox/wire/messages.ts";
import { isServiceName, type ServiceName, serviceModels } from "../../../src/sandbox/wire/operations.ts";
import { protocolOf } from "../../../src/sandbox/wire/protocol.ts";
import { operationShapes, type Shape, shapeAt } from "../../../src/sandbox/wire/schema.ts";

type Send = (command: unknown) => Promise<Record<string, unknown>>;
type Handle = (request: WireRequest) => Promise<{ response: object }>;

interface SentRequest {
  headers: Record<string, string>;
  body: string | Uint8Array;
}

function asText({ headers, body }: SentRequest): WireRequest {
  return { headers, body: typeof body === "string" ? body : new TextDecoder().decode(body) };
}

const clients = {
  ec2: { module: ec2, Client: ec2.EC2Client },
  elasticloadbalancing: {
    module: elasticloadbalancing,
    Client: elasticloadbalancing.ElasticLoadBalancingV2Client,
  },
  iam: { module: iam, Client: iam.IAMClient },
  ssm: { module: ssm, Client: ssm.SSMClient },
  sts: { module: sts, Client: sts.STSClient },
};

const allOperations = Object.entries(serviceModels).flatMap(([service, { operations }]) =>
  operations.map((operation): [ServiceName, string] => {
    if (!isServiceName(service)) throw new Error(service);
    return [service, operation];
  }),
);

/** Sends one request through the SDK's own serialiser and reader, over a transport that is just a function. */
async function sendWith(service: ServiceName, operation: string, input: object, handle: Handle) {
  const { module, Client } = clients[service];
  const client = new Client({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIATEST", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: { handle: (request: SentRequest) => handle(asText(request)) } as never,
  });
  const Command: new (input: object) => object = Reflect.get(module, `${operation}Command`);
  const { $metadata, ...output } = await (client.send as Send).call(client, new Command(input));
  return output;
}

function responseOf({ status, contentType, body }: WireReply) {
  return {
    response: {
      statusCode: status,
      headers: { "content-type": contentType },
      body: Readable.from(body),
    },
  };
}

// XML cannot carry blanks at the ends of a text through every reader, and an empty element reads as absent.
const text = fc
  .string({ unit: fc.constantFrom(..."aZ09 <>&\"'é漢/=+%;\n.:-_") })
  .map((value) => `a${value}z`);

function arbitrary(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  if (shape.kind === "structure") return structure(shape, depth);
  if (shape.kind === "list")
    return fc.array(arbitrary(shapeAt(shape.of), depth), { minLength: 1, maxLength: 3 });
  if (shape.kind === "map") {
    return fc.dictionary(text, arbitrary(shapeAt(shape.of), depth), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
  if (shape.kind === "boolean") return fc.boolean();
  if (shape.kind === "number") return fc.integer({ min: -1000, max: 1_000_000 });
  if (shape.kind === "timestamp") {
    return fc.integer({ min: 1, max: 2_000_000_000 }).map((seconds) => new Date(seconds * 1000));
  }
  return shape.kind === "blob" ? fc.uint8Array({ minLength: 1, maxLength: 8 }) : text;
}

/** Never empty: neither protocol can tell an empty structure from none. Deep optional members are left out. */
function structure(shape: Extract<Shape, { kind: "structure" }>, depth: number): fc.Arbitrary<unknown> {
  const shallow = shape.members.filter(
    ([, index, required]) => required === 1 || depth > 0 || isScalar(index),
  );
  // The SDK fills an idempotency token that is missing, so it is always there.
  const always = shallow.filter(([name, , required]) => required === 1 || name === "ClientToken");
  const chosen = always.length > 0 ? always : shallow.slice(0, 1);
  const model = Object.fromEntries(
    shallow.map(([name, index]) => [name, arbitrary(shapeAt(index), depth - 1)]),
  );
  return fc.record(model, { requiredKeys: chosen.map(([name]) => name), noNullPrototype: true });
}

function isScalar(index: number): boolean {
  return !["structure", "list", "map"].includes(shapeAt(index).kind);
}

function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(present.map(([key, child]) => [key, comparable(child)]));
}

describe.each(allOperations)("%s %s", (service, operation) => {
  const protocol = protocolOf(service);
  const [inputShape, outputShape] = operationShapes(service, operation) ?? [null, null];
  const runs = { numRuns: 8, seed: 20_261_122 };

  it("reads exactly what the SDK writes", async () => {
    const inputs = inputShape === null ? fc.constant({}) : arbitrary(shapeAt(inputShape), 3);
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        let seen: [string, unknown] | undefined;
        await sendWith(service, operation, input as object, async (request) => {
          seen = [protocol.operation(request), protocol.input(operation, request)];
          return responseOf(protocol.error(new AwsError("Enough", "seen"), "1"));
        }).catch(() => undefined);
        expect(comparable(seen)).toEqual([operation, comparable(input)]);
      }),
      runs,
    );
  });

  it("writes what the SDK reads exactly", async () => {
    const outputs = outputShape === null ? fc.constant({}) : arbitrary(shapeAt(outputShape), 3);
    const required =
      inputShape === null ? {} : fc.sample(arbitrary(shapeAt(inputShape), 0), { numRuns: 1, seed: 1 })[0];
    await fc.assert(
      fc.asyncProperty(outputs, async (output) => {
        const read = await sendWith(service, operation, required as object, async () =>
          responseOf(protocol.output(operation, output as object, "request-1")),
        );
        expect(comparable(read)).toEqual(comparable(output));
      }),
      runs,
    );
  });
});

describe("a page of a list", () => {
  it("is written whole, however long it is, with each item as it is alone", () => {
    const items = Array.from({ length: 3000 }, (_, index) => ({
      VpcEndpointId: `vpce-${index}`,
      ServiceName: index % 3 === 0 ? "é<&>漢" : "same",
      SubnetIds: index % 2 === 0 ? [] : ["subnet-1", "subnet-1"],
      DnsEntries: Array(index % 5).fill({ DnsName: "name", HostedZoneId: "" }),
    }));
    const written = (VpcEndpoints: object[]) => {
      const { body } = protocolOf("ec2").output("DescribeVpcEndpoints", { VpcEndpoints }, "1");
      return /<vpcEndpointSet>(.*)<\/vpcEndpointSet>/.exec(Buffer.concat(body).toString())?.[1];
    };
    expect(written(items)).toBe(items.map((item) => written([item])).join(""));
    expect(written(items.slice(0, 1))).toBe(
      "<item><vpcEndpointId>vpce-0</vpcEndpointId><serviceName>é&lt;&amp;&gt;漢</serviceName><subnetIdSet/><dnsEntrySet/></item>",
    );
  });
});

describe("errors", () => {
  const query = (body: string): WireRequest => ({ headers: {}, body });
  const json = (operation: string, body: string): WireRequest => ({
    headers: { "x-amz-target": `AmazonSSM.${operation}` },
    body,
  });

  it.each<[string, ServiceName, string, WireRequest, string]>([
    [
      "a required parameter is missing",
      "ec2",
      "CreateVpcEndpoint",
      query("ServiceName=a"),
      "MissingParameter",
    ],
    ["a parameter is unknown", "ec2", "DescribeVpcs", query("VpcIdd.1=a"), "UnknownParameter"],
    ["a number is none", "ec2", "DescribeVpcs", query("MaxResults=many"), "InvalidParameterValue"],
    ["a boolean is none", "ec2", "DescribeVpcs", query("DryRun=perhaps"), "InvalidParameterValue"],
    ["a structure is a text", "ec2", "DescribeVpcs", query("Filter.1=a"), "InvalidParameterValue"],
    [
      "a required parameter is missing",
      "elasticloadbalancing",
      "CreateListener",
      query(""),
      "ValidationError",
    ],
    ["a required member is missing", "ssm", "SendCommand", json("SendCommand", "{}"), "ValidationException"],
    [
      "a member is mistyped",
      "ssm",
      "GetParameter",
      json("GetParameter", '{"Name":1}'),
      "SerializationException",
    ],
    ["the body is no JSON", "ssm", "GetParameter", json("GetParameter", "{"), "SerializationException"],
  ])("%s: %s %s", (_, service, operation, request, code) => {
    const read = () => protocolOf(service).input(operation, request);
    expect(read).toThrow(expect.objectContaining({ code }));
  });

  it.each<[ServiceName, WireRequest, string]>([
    ["ec2", query("Action=MakeCoffee"), "InvalidAction"],
    ["elasticloadbalancing", query("Action=MakeCoffee"), "InvalidAction"],
    ["ssm", json("MakeCoffee", "{}"), "UnknownOperationException"],
  ])("an unknown operation of %s is named", (service, request, code) => {
    const operation = () => protocolOf(service).operation(request);
    expect(operation).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining("MakeCoffee") }),
    );
  });

  it.each<[ServiceName, string]>([
    ["ec2", "DescribeVpcs"],
    ["elasticloadbalancing", "DescribeLoadBalancers"],
    ["ssm", "DescribeInstanceInformation"],
  ])("the SDK reads code, message and status of %s", async (service, operation) => {
    const error = new AwsError("Some.Code", "Not <this> & that", 418);
    const sent = sendWith(service, operation, {}, async () =>
      responseOf(protocolOf(service).error(error, "1")),
    );
    await expect(sent).rejects.toMatchObject({
      name: "Some.Code",
      message: "Not <this> & that",
      $metadata: { httpStatusCode: 418 },
    });
  });

  it("an output with a member that the operation does not have is a mistake", () => {
    const write = (service: ServiceName, operation: string) => () =>
      protocolOf(service).output(operation, { Vpcz: [] }, "1");
    expect(write("ec2", "DescribeVpcs")).toThrow("Vpcz");
    expect(write("ssm", "SendCommand")).toThrow("Vpcz");
  });
});
