// Flattens the schemas that the AWS SDK's clients publish to the operations that the sandbox answers, so that the
// shipped sandbox contains no SDK client. Read through NormalizedSchema only: the raw layout is young and may change.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as ec2 from "@aws-sdk/client-ec2";
import * as elasticloadbalancing from "@aws-sdk/client-elastic-load-balancing-v2";
import * as iam from "@aws-sdk/client-iam";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { NormalizedSchema } from "@smithy/core/schema";
import { type ServiceName, serviceModels } from "../src/sandbox/wire/operations.ts";
import type {
  Member,
  OperationShapes,
  SchemaFile,
  ServiceSchema,
  Shape,
} from "../src/sandbox/wire/schema.ts";

const clients: Record<ServiceName, object> = { ec2, elasticloadbalancing, iam, ssm, sts };
const target = join(import.meta.dirname, "../src/sandbox/wire/schemas.generated.json");

type SchemaReference = Parameters<typeof NormalizedSchema.of>[0];

/** Collects shapes, each once, and hands out their indices. */
class ShapePool {
  private readonly shapes: Shape[];
  private readonly indices: Map<string, number>;
  private readonly ec2Names: boolean;

  constructor(shapes: Shape[], indices: Map<string, number>, ec2Names: boolean) {
    this.shapes = shapes;
    this.indices = indices;
    this.ec2Names = ec2Names;
  }

  add(schema: NormalizedSchema): number {
    const key = JSON.stringify(this.describe(schema));
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    const index = this.shapes.push(JSON.parse(key)) - 1;
    this.indices.set(key, index);
    return index;
  }

  private describe(schema: NormalizedSchema): Shape {
    if (schema.isStructSchema()) return { kind: "structure", members: this.members(schema) };
    if (schema.isListSchema()) {
      const item = schema.getValueSchema();
      return { kind: "list", of: this.add(item), item: xmlName(item) ?? "member", ...flat(schema) };
    }
    if (schema.isMapSchema()) {
      const value = schema.getValueSchema();
      const names = { key: xmlName(schema.getKeySchema()) ?? "key", value: xmlName(value) ?? "value" };
      return { kind: "map", of: this.add(value), ...names, ...flat(schema) };
    }
    if (schema.isTimestampSchema()) return { kind: "timestamp", format: timestampFormat(schema) };
    if (schema.isBooleanSchema()) return { kind: "boolean" };
    if (schema.isBlobSchema()) return { kind: "blob" };
    if (schema.isNumericSchema() || schema.isBigIntegerSchema()) return { kind: "number" };
    return { kind: "string" };
  }

  private members(schema: NormalizedSchema): Member[] {
    const required = requiredCount(schema);
    return [...schema.structIterator()].map(([name, member], position) => {
      const response = xmlName(member) ?? name;
      const request = this.ec2Names ? (ec2QueryName(member) ?? capitalised(response)) : response;
      const index = this.add(member);
      const flag = position < required ? 1 : 0;
      if (response !== name) return [name, index, flag, request, response];
      return request === name ? [name, index, flag] : [name, index, flag, request];
    });
  }
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function xmlName(schema: NormalizedSchema): string | undefined {
  const name = schema.getMergedTraits().xmlName;
  return typeof name === "string" ? name : undefined;
}

function ec2QueryName(schema: NormalizedSchema): string | undefined {
  const name = schema.getMergedTraits()["ec2QueryName"];
  return typeof name === "string" ? name : undefined;
}

function flat(schema: NormalizedSchema): { flat?: true } {
  return schema.getMergedTraits().xmlFlattened ? { flat: true } : {};
}

/** Smithy numbers its timestamp formats 5 (date-time), 6 (http-date) and 7 (epoch-seconds); 4 is the protocol's own. */
function timestampFormat(schema: NormalizedSchema): "dateTime" | "epochSeconds" | "httpDate" {
  if (schema.getSchema() === 5) return "dateTime";
  if (schema.getSchema() === 6) return "httpDate";
  return schema.getSchema() === 7 ? "epochSeconds" : "dateTime";
}

/** Required members come first in a published structure; their number is its seventh element. */
function requiredCount(schema: NormalizedSchema): number {
  const raw: unknown = schema.getSchema();
  const count: unknown = Array.isArray(raw) ? raw[6] : undefined;
  return typeof count === "number" ? count : 0;
}

function published(client: object): Map<string, unknown[]> {
  const schemas = Object.entries(client).filter(
    ([name, value]) => name.endsWith("$") && Array.isArray(value),
  );
  return new Map(schemas.map(([name, value]) => [name.slice(0, -1), value]));
}

function reference(value: unknown): NormalizedSchema {
  const schema: unknown = typeof value === "function" ? value() : value;
  return NormalizedSchema.of(schema as SchemaReference);
}

function flattenService(name: ServiceName, shapes: Shape[], indices: Map<string, number>): ServiceSchema {
  const pool = new ShapePool(shapes, indices, name === "ec2");
  const schemas = published(clients[name]);
  const operations: Record<string, OperationShapes> = {};
  for (const operation of serviceModels[name].operations) {
    const schema = schemas.get(operation);
    if (schema === undefined)
      throw new Error(`The SDK's ${name} client publishes no schema for ${operation}.`);
    const [input, output] = [reference(schema[4]), reference(schema[5])].map((side) =>
      side.isUnitSchema() ? null : pool.add(side),
    );
    operations[operation] = [input ?? null, output ?? null];
  }
  return { operations, errorStatus: errorStatuses(schemas) };
}

function errorStatuses(schemas: Map<string, unknown[]>): Record<string, number> {
  const statuses: Record<string, number> = {};
  for (const [name, schema] of schemas) {
    if (schema[0] !== -3) continue;
    const traits = reference(schema).getMergedTraits();
    const query = traits["awsQueryError"];
    const code = Array.isArray(query) ? String(query[0]) : name;
    const status = Array.isArray(query) ? Number(query[1]) : Number(traits["httpError"] ?? 400);
    if (status !== 400) statuses[code] = status;
  }
  return statuses;
}

const shapes: Shape[] = [];
const indices = new Map<string, number>();
const flatten = (name: ServiceName) => flattenService(name, shapes, indices);
const file: SchemaFile = {
  services: {
    ec2: flatten("ec2"),
    elasticloadbalancing: flatten("elasticloadbalancing"),
    iam: flatten("iam"),
    ssm: flatten("ssm"),
    sts: flatten("sts"),
  },
  shapes,
};
const text = `${JSON.stringify(file)}\n`;
// An unchanged file keeps its time stamp, so that watching builds do not run for nothing.
if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
