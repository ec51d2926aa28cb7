import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./support/sources.ts";

/** Built by `npm run build` and `npm run package`, which come before in `npm test`. */
interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly bytes: number;
        readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
      }
    >
  >;
}

const kibibyte = 1024;

function bundle(name: string) {
  const metafile: Metafile = JSON.parse(readFileSync(join(root, `dist/meta/${name}.json`), "utf8"));
  const output = metafile.outputs[`dist/${name}.js`];
  if (output === undefined) throw new Error(`dist/meta/${name}.json does not describe dist/${name}.js.`);
  return output;
}

describe("bundle sizes", () => {
  it("extension.js stays below 100 KiB and contains nothing of the SDK", () => {
    const { bytes, inputs } = bundle("extension");
    expect(bytes).toBeLessThanOrEqual(100 * kibibyte);
    expect(Object.keys(inputs).filter((path) => /node_modules\/@(aws-sdk|smithy)\//.test(path))).toEqual([]);
  });

  it("aws.js stays below 750 KiB, and every client's schemas below 110 KiB", () => {
    const { bytes, inputs } = bundle("aws");
    expect(bytes).toBeLessThanOrEqual(750 * kibibyte);
    const schemas = Object.entries(inputs).filter(([path]) => path.endsWith("schemas_0.js"));
    expect(schemas.length).toBeGreaterThan(0);
    for (const [path, { bytesInOutput }] of schemas) {
      expect(bytesInOutput, path).toBeLessThanOrEqual(110 * kibibyte);
    }
  });

  it("render.js stays below 40 KiB, and the extension contains nothing of it", () => {
    expect(bundle("render").bytes).toBeLessThanOrEqual(40 * kibibyte);
    const { inputs } = bundle("extension");
    expect(Object.keys(inputs).filter((path) => path.includes("core/plan/render/"))).toEqual([]);
  });

  it("the sandbox is one file without the SDK's clients", () => {
    const { inputs } = bundle("sandbox");
    expect(Object.keys(inputs).filter((path) => path.includes("node_modules/@aws-sdk/client-"))).toEqual([]);
  });

  it("the licences of everything in the bundles are shipped along", () => {
    const notices = readFileSync(join(root, "dist/ThirdPartyNotices.txt"), "utf8");
    for (const name of ["@aws-sdk/client-ec2", "@smithy/core", "lit"]) {
      expect(notices).toMatch(new RegExp(`^${name} \\d`, "m"));
    }
    expect(notices).toContain("Apache License");
  });

  it("the package stays below 1100 KiB, of which the readme's pictures are a third", () => {
    const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(statSync(join(root, `${name}-${version}.vsix`)).size).toBeLessThanOrEqual(1100 * kibibyte);
  });
});
