import { readFileSync } from "node:fs";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hclString, printBlock } from "../../../../src/core/plan/render/terraform/hcl.ts";
import { terraform } from "../../../../src/core/plan/render/terraform/terraform.ts";
import { describedPlans, renamed } from "../../../support/outputPlans.ts";

type Arguments = { readonly [name: string]: true | Arguments };

interface ProviderSchema {
  readonly types: Readonly<
    Record<string, { readonly arguments: Arguments; readonly attributes: readonly string[] }>
  >;
}

/** Names its source and date itself. `data.` and `provider.` come before the types that are no resources. */
const schema: ProviderSchema = JSON.parse(
  readFileSync(new URL("../../../support/terraformArguments.json", import.meta.url), "utf8"),
);

interface Found {
  readonly type: string;
  readonly label: string;
  readonly body: object;
}

function blocksOf(configuration: object): readonly Found[] {
  const kinds = { resource: "", data: "data." };
  return Object.entries(kinds).flatMap(([kind, prefix]) =>
    entriesOf(Reflect.get(configuration, kind)).flatMap(([type, labels]) =>
      entriesOf(labels).flatMap(([label, bodies]) =>
        listOf(bodies).map((body) => ({ type: `${prefix}${type}`, label, body })),
      ),
    ),
  );
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function listOf(value: unknown): readonly object[] {
  return Array.isArray(value) ? value : [];
}

/** Argument paths of a block that the provider does not have. */
function unknownIn(body: object, known: Arguments, path: string): readonly string[] {
  return Object.entries(body).flatMap(([name, value]) => {
    if (name === "provider" || name === "depends_on") return [];
    const argument = known[name];
    if (argument === undefined) return [`${path}.${name}`];
    if (argument === true) return [];
    return listOf(value).flatMap((inner) => unknownIn(inner, argument, `${path}.${name}`));
  });
}

function schemaOf(type: string) {
  const found = schema.types[type];
  if (found === undefined) throw new Error(`The list has no ${type}.`);
  return found;
}

describe.each(Object.entries(describedPlans))("the configuration for: %s", (_, plan) => {
  const text = terraform(plan);

  it("has only resources and arguments that the provider has", async () => {
    const configuration = await parse("plan.tf", text);
    const blocks = blocksOf(configuration);
    expect(blocks.length).toBeGreaterThan(0);
    for (const { type, label, body } of blocks) {
      expect(unknownIn(body, schemaOf(type).arguments, `${type}.${label}`)).toEqual([]);
    }
    for (const body of listOf(Reflect.get(configuration["provider"], "aws"))) {
      expect(unknownIn(body, schemaOf("provider.aws").arguments, "provider")).toEqual([]);
    }
  });

  it("refers only to its own resources, and to attributes that they have", async () => {
    const blocks = blocksOf(await parse("plan.tf", text));
    const references = [...text.matchAll(/(?<![\w."])((?:data\.)?aws_\w+)\.(\w+)\.(\w+)/g)];
    for (const [reference, type = "", label, attribute] of references) {
      expect(
        blocks.filter((block) => block.type === type && block.label === label),
        reference,
      ).toHaveLength(1);
      expect(schemaOf(type).attributes, reference).toContain(attribute);
    }
  });

  it("has every label once", async () => {
    const labels = [...text.matchAll(/^(?:resource|data|output) .*\{$/gm)].map(([line]) => line);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it("stays the same configuration whatever the name is", async () => {
    const odd = await parse("plan.tf", terraform(renamed(plan, 'x\n# "$\u007by}" %{ if }\u2028z')));
    const names = (found: readonly Found[]) => found.map(({ type, label }) => `${type}.${label}`);
    expect(names(blocksOf(odd))).toEqual(names(blocksOf(await parse("plan.tf", text))));
  });
});

describe("HCL", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom("${", "%{", "$", "%", "}", '"', "\\", "\n", "\t", "EOT", "a") }),
  );

  it("says the text that it was made from", async () => {
    const texts = fc.sample(
      fc.oneof(
        text,
        text.map((each) => `${each}\n`),
      ),
      300,
    );
    const values = Object.fromEntries(texts.map((each, index) => [`a${index}`, each]));
    const { locals } = await parse("a.tf", printBlock({ head: ["locals"], values }));
    // The parser gives back what starts no template doubled, and strings in Unicode's normal form.
    const parsed = (each: string) => each.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign).normalize();
    for (const [name, each] of Object.entries(values)) {
      expect(String(locals[0][name]).normalize()).toBe(parsed(each));
    }
  });

  it("starts no template", () => {
    const startsNone = fc.property(text, (each) => {
      expect(hclString(each)).not.toMatch(/[$%]\{/);
    });
    fc.assert(startsNone);
  });
});
