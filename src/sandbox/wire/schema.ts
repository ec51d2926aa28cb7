import type { ServiceName } from "./operations.ts";
import generated from "./schemas.generated.json" with { type: "json" };

/**
 * A member of a structure: its API name, the index of its shape, whether AWS requires it, and its names in
 * query requests and XML responses where they differ from the API name.
 */
export type Member = readonly [
  name: string,
  shape: number,
  required: 0 | 1,
  request?: string,
  response?: string,
];

/** A shape of the flattened schemas. References to other shapes are indices into `SchemaFile.shapes`. */
export type Shape =
  | { readonly kind: "structure"; readonly members: readonly Member[] }
  | { readonly kind: "list"; readonly of: number; readonly item: string; readonly flat?: true }
  | {
      readonly kind: "map";
      readonly of: number;
      readonly key: string;
      readonly value: string;
      readonly flat?: true;
    }
  | { readonly kind: "timestamp"; readonly format: "dateTime" | "epochSeconds" | "httpDate" }
  | { readonly kind: "string" | "number" | "boolean" | "blob" };

/** Input and output shape of an operation; null where the operation has none. */
export type OperationShapes = readonly [input: number | null, output: number | null];

/** One service of the flattened schemas. `errorStatus` holds the HTTP status of each modelled error code. */
export interface ServiceSchema {
  readonly operations: Readonly<Record<string, OperationShapes>>;
  readonly errorStatus: Readonly<Record<string, number>>;
}

/** What `scripts/flattenSchemas.ts` writes: AWS's published schemas, cut to the sandbox's operations. */
export interface SchemaFile {
  readonly services: Readonly<Record<ServiceName, ServiceSchema>>;
  readonly shapes: readonly Shape[];
}

// TypeScript widens the tuples of a JSON file to arrays; the flattening script is typed by SchemaFile itself.
const schemas = generated as unknown as SchemaFile;

/** The shape at an index, as found in another shape of the same file. */
export function shapeAt(index: number): Shape {
  const shape = schemas.shapes[index];
  if (shape === undefined) throw new Error(`The schema file has no shape ${index}; generate it again.`);
  return shape;
}

/** The shapes of an operation, or undefined if the sandbox does not have the operation. */
export function operationShapes(service: ServiceName, operation: string): OperationShapes | undefined {
  const { operations } = schemas.services[service];
  return Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}

/** HTTP status that AWS models for an error code; 400 where the model says nothing (all of EC2). */
export function errorStatus(service: ServiceName, code: string): number {
  return schemas.services[service].errorStatus[code] ?? 400;
}
