import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { readSources, resolveImport, type Source } from "./support/sources.ts";

const sources = readSources("src");

interface Rule {
  /** Folders of `src` that values may be imported from. */
  readonly values: readonly string[];
  /** Folders that only types may be imported from. */
  readonly types?: readonly string[];
  /** Packages, as patterns. */
  readonly packages?: readonly RegExp[];
}

const node = /^node:/;
const sdk = /^@(aws-sdk|smithy)\//;

/** Who may import whom. Folders not named here, and packages not matched, are out of bounds. */
const rules: Readonly<Record<string, Rule>> = {
  "core/model": { values: ["core/model"] },
  "core/inventory": { values: ["core/model", "core/inventory"] },
  // The renderers write sentences as comments.
  "core/plan/render": { values: ["core/model", "core/plan", "text"] },
  "core/plan": { values: ["core/model", "core/plan"] },
  "core/diagnose": { values: ["core/model", "core/plan", "core/probe", "core/diagnose"] },
  "core/probe/render": { values: ["core/model", "core/probe", "text"] },
  "core/probe": { values: ["core/model", "core/probe"] },
  "core/wizard": { values: ["core/model", "core/plan", "core/wizard"] },
  // `core/model` for the names that people gave to things; decisions stay out of reach.
  text: { values: ["text", "core/model"], types: ["core"] },
  protocol: { values: ["protocol"], types: ["core"] },
  app: { values: ["app", "core"] },
  aws: { values: ["aws"], types: ["app", "core"], packages: [node, sdk] },
  ui: { values: ["ui", "app", "core", "protocol", "text"], packages: [node, /^vscode$/] },
  webview: {
    values: ["webview", "protocol", "core", "text"],
    packages: [/^lit(\/|$)/, /^@vscode-elements\/elements\//],
  },
  sandbox: { values: ["sandbox"], packages: [node, /^@smithy\//] },
};

/** The gateway builds the one error that crosses the layers, and parses states: values of the model. */
const exceptions: Readonly<Record<string, readonly string[]>> = { aws: ["core/model"] };

describe("imports", () => {
  it("follow the table", () => {
    expect(sources.flatMap(forbiddenImports)).toEqual([]);
  });

  it("have no cycles", () => {
    expect(findCycle(sources)).toBeUndefined();
  });

  it("keep vscode and node out of the core and the protocol", async () => {
    const neutral = sources
      .map(({ path }) => path)
      .filter((path) => /^src\/(core|protocol|text)\//.test(path));
    const result = await build({
      entryPoints: neutral,
      bundle: true,
      write: false,
      platform: "neutral",
      outdir: "none",
    });
    expect(result.errors).toEqual([]);
  });
});

describe("sizes", () => {
  it("keep every file below 400 lines", () => {
    expect(sources.filter(({ lines }) => lines > 400).map(({ path }) => path)).toEqual([]);
  });

  it("keep every function below 60 lines", () => {
    const long = sources.flatMap(({ path, functions }) =>
      functions
        .filter(({ lines }) => lines > 60)
        .map(({ line, lines }) => `${path}:${line} has ${lines} lines`),
    );
    expect(long).toEqual([]);
  });

  it("feel at home: small files and small functions", () => {
    const files = sources.map(({ lines }) => lines);
    expect(percentile(files, 50)).toBeLessThanOrEqual(80);
    expect(percentile(files, 90)).toBeLessThanOrEqual(250);
    expect(
      percentile(
        sources.flatMap(({ functions }) => functions.map(({ lines }) => lines)),
        90,
      ),
    ).toBeLessThanOrEqual(35);
  });

  it("keep the entry point and the composition root small", () => {
    const linesOf = (name: string) => sources.find(({ path }) => path === name)?.lines;
    expect(linesOf("src/extension.ts")).toBeLessThanOrEqual(40);
    expect(linesOf("src/compose.ts")).toBeLessThanOrEqual(200);
  });
});

function percentile(values: readonly number[], percent: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length * percent) / 100)] ?? 0;
}

function forbiddenImports({ path, imports }: Source): readonly string[] {
  const folder = Object.keys(rules).find((each) => path.startsWith(`src/${each}/`));
  if (folder === undefined)
    return /^src\/(extension|compose|composePlans)\.ts$/.test(path) ? [] : [`${path} has no rule`];
  const { values, types = [], packages = [] } = rules[folder] ?? { values: [] };
  const allowed = [...values, ...(exceptions[folder] ?? [])];
  return imports
    .filter(({ specifier, typeOnly }) => {
      const target = resolveImport(path, specifier);
      if (target === undefined) return !packages.some((pattern) => pattern.test(specifier));
      return ![...allowed, ...(typeOnly ? types : [])].some((each) => target.startsWith(`src/${each}/`));
    })
    .map(({ specifier }) => `${path} imports ${specifier}`);
}

/** The first cycle of value imports, as the files on it. */
function findCycle(all: readonly Source[]): readonly string[] | undefined {
  const graph = new Map(
    all.map(({ path, imports }) => [
      path,
      imports
        .filter(({ typeOnly }) => !typeOnly)
        .flatMap(({ specifier }) => resolveImport(path, specifier) ?? []),
    ]),
  );
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return undefined;
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(path);
    return undefined;
  };
  for (const path of graph.keys()) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
