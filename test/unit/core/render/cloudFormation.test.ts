import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { cloudFormation } from "../../../../src/core/plan/render/cloudFormation/cloudFormation.ts";
import { printMap } from "../../../../src/core/plan/render/cloudFormation/yaml.ts";
import type { Node } from "../../../../src/core/plan/render/template.ts";
import { describedPlans, outputPlans, renamed } from "../../../support/outputPlans.ts";

const specification = loadAwsServiceSpecSync();

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: object }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** What the short forms of functions stand for. */
const functions = ["Ref", "GetAtt", "Sub"].map((name) => ({
  tag: `!${name}`,
  resolve: (value: string) => ({ [`Fn::${name}`]: value }),
}));

function templatesOf(text: string): readonly Template[] {
  return parseAllDocuments(text, { customTags: functions, version: "1.1" }).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

function resourceType(name: string) {
  const [type] = specification.lookup("resource", "cloudFormationType", "equals", name);
  if (type === undefined) throw new Error(`There is no ${name}.`);
  return type;
}

type PropertyType = ReturnType<typeof resourceType>["properties"][string]["type"];

/** Property paths of a value that its type does not have. */
function unknownIn(value: unknown, type: PropertyType, path: string): readonly string[] {
  if (type.type === "array" && Array.isArray(value)) {
    return value.flatMap((item) => unknownIn(item, type.element, path));
  }
  if (type.type !== "ref" || typeof value !== "object" || value === null) return [];
  const { properties } = specification.get("typeDefinition", type.reference.$ref);
  return unknownMembers(value, properties, path);
}

function unknownMembers(
  value: object,
  properties: Readonly<Record<string, { readonly type: PropertyType }>>,
  path: string,
): readonly string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const property = properties[name];
    return property === undefined ? [`${path}.${name}`] : unknownIn(member, property.type, `${path}.${name}`);
  });
}

/** Every function call in a value, as name and argument. */
function callsIn(value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    /^Fn::(Ref|GetAtt|Sub)$/.test(name) && typeof each === "string" ? [[name, each] as const] : callsIn(each),
  );
}

/** The attributes that a template takes, as `LogicalId.Attribute`; of `!Sub` those inside. */
function attributesIn(template: Template): readonly string[] {
  return callsIn(template).flatMap(([name, argument]) => {
    if (name === "Fn::GetAtt") return [argument];
    if (name === "Fn::Ref") return [];
    return [...argument.matchAll(/\$\{(\w+\.[\w.]+)\}/g)].flatMap(([, inner]) => inner ?? []);
  });
}

describe.each(Object.entries(describedPlans))("the template for: %s", (_, plan) => {
  const templates = templatesOf(cloudFormation(plan));

  it("has only types and properties that AWS specifies, and all that are required", () => {
    for (const { Resources } of templates) {
      for (const [id, { Type, Properties }] of Object.entries(Resources)) {
        const { properties } = resourceType(Type);
        expect(unknownMembers(Properties, properties, id)).toEqual([]);
        const required = Object.entries(properties).filter(([, property]) => property.required);
        expect(Object.keys(Properties)).toEqual(expect.arrayContaining(required.map(([name]) => name)));
      }
    }
  });

  it("takes only attributes that the resources have", () => {
    for (const template of templates) {
      for (const reference of attributesIn(template)) {
        const [id = "", ...attribute] = reference.split(".");
        const { attributes } = resourceType(template.Resources[id]?.Type ?? "");
        expect(Object.keys(attributes), reference).toContain(attribute.join("."));
      }
    }
  });

  it("refers only to its own parameters, and by name to its own resources", () => {
    for (const template of templates) {
      const references = callsIn(template).filter(([name]) => name === "Fn::Ref");
      const own = [...Object.keys(template.Parameters ?? {}), ...Object.keys(template.Resources)];
      for (const [, id] of references) expect(own).toContain(id);
    }
  });

  it("stays the same template whatever the name is", () => {
    const odd = templatesOf(cloudFormation(renamed(plan, 'x\n# "y": {off}\u2028z')));
    expect(odd.map(({ Resources }) => Object.keys(Resources))).toEqual(
      templates.map(({ Resources }) => Object.keys(Resources)),
    );
  });
});

describe("a plan that acts in two accounts", () => {
  it("is one template per account; what crosses is an output there and a parameter here", () => {
    const templates = templatesOf(
      cloudFormation(outputPlans["two accounts and an existing load balancer"] ?? fail()),
    );
    expect(templates).toHaveLength(2);
    const [provider, consumer] = templates;
    expect(Object.keys(consumer?.Parameters ?? {})).toEqual(["ServiceServiceName"]);
    expect(Object.keys(provider?.Outputs ?? {})).toContain("ServiceServiceName");
  });
});

function fail(): never {
  throw new Error("There is no such plan.");
}

describe("YAML", () => {
  const leaf = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.stringMatching(/^[A-Za-z0-9:./_# -]{0,12}$/),
    fc.constantFrom(
      "off",
      "no",
      "null",
      "1e3",
      "12:30",
      "a: b",
      "- a",
      "a\n",
      "a\n\nb\n",
      " a\n",
      "a\n\n",
      "*",
    ),
    fc.boolean(),
    fc.integer(),
  );
  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("node")),
      fc.dictionary(fc.string(), tie("node"), { noNullPrototype: true }),
    ),
  }));
  const map = fc.dictionary(fc.string(), node, { noNullPrototype: true, minKeys: 1 });

  it.each(["1.1", "1.2"] as const)("of version %s says what it was made from", (version) => {
    const comesBack = fc.property(map, (value) => {
      expect(parse(printMap(value).join("\n"), { version })).toEqual(value);
    });
    fc.assert(comesBack, { numRuns: 100 });
  });
});
