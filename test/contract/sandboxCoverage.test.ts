import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { allHandlers } from "../../src/sandbox/api/handlers.ts";
import { GuestShell } from "../../src/sandbox/guest/shell.ts";
import type { Fabric } from "../../src/sandbox/sockets/fabric.ts";
import { serviceModels } from "../../src/sandbox/wire/operations.ts";
import { operationShapes } from "../../src/sandbox/wire/schema.ts";
import { readSources, root } from "../support/sources.ts";

/** Signing names of the services by the package of their client. */
const services = {
  "@aws-sdk/client-ec2": "ec2",
  "@aws-sdk/client-elastic-load-balancing-v2": "elasticloadbalancing",
  "@aws-sdk/client-iam": "iam",
  "@aws-sdk/client-ssm": "ssm",
  "@aws-sdk/client-sts": "sts",
} as const;

type Package = keyof typeof services;

function isPackage(name: string): name is Package {
  return Object.hasOwn(services, name);
}

/** The operation behind an imported name: `XCommand` and `paginateX` send X. */
function operationOf(name: string): string | undefined {
  return /^(\w+)Command$/.exec(name)?.[1] ?? /^paginate(\w+)$/.exec(name)?.[1];
}

/** Every operation that `src/aws` imports a command or a paginator of. */
function sentOperations(): [service: string, operation: string][] {
  return readSources("src/aws").flatMap(({ path }) => {
    const { module } = parseSync(path, readFileSync(join(root, path), "utf8"));
    return module.staticImports.flatMap(({ moduleRequest, entries }) => {
      const name = moduleRequest.value;
      if (!isPackage(name)) return [];
      const operations = entries
        .filter(({ isType }) => !isType)
        .flatMap(({ importName }) => operationOf(importName.name ?? "") ?? []);
      return operations.map((operation): [string, string] => [services[name], operation]);
    });
  });
}

// Only the names of the handlers count here; none of them runs.
const handlers = allHandlers(new GuestShell({} as Fabric, "/nowhere"));

describe("the sandbox answers", () => {
  const sent = sentOperations();

  it("some of everything, so that this test reads what it should", () => {
    expect(new Set(sent.map(([service]) => service))).toEqual(new Set(Object.values(services)));
    expect(sent.length).toBeGreaterThan(30);
  });

  it("every operation that src/aws can send", () => {
    const missing = sent.filter(([service, operation]) => {
      const known = Object.entries(handlers).find(([name]) => name === service)?.[1];
      return known === undefined || !Object.hasOwn(known, operation);
    });
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(handlers))("exactly the operations that it lists for %s", (service, own) => {
    const listed = Object.entries(serviceModels).find(([name]) => name === service)?.[1].operations;
    expect(Object.keys(own).sort()).toEqual([...(listed ?? [])].sort());
  });

  it("no operation without AWS's schema", () => {
    const bare = Object.entries(serviceModels).flatMap(([service, { operations }]) =>
      operations.filter((operation) => operationShapes(service as "ec2", operation) === undefined),
    );
    expect(bare).toEqual([]);
  });
});
