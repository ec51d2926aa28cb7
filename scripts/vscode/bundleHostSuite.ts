import { readdir } from "node:fs/promises";
import { build } from "esbuild";
import { projectPath } from "../paths.ts";

/**
 * Bundles `test/host/*.test.ts` with the suite's runner into `dist-test/host.js`, a CommonJS module that
 * exports `run(): Promise<void>`. Returns its path without the extension, as VS Code wants it named.
 */
export async function bundleHostSuite(): Promise<string> {
  const folder = projectPath("test/host");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".test.ts")).sort();
  // The tests register themselves when loaded, which has to happen while the runner listens.
  const load = files.map((name) => `require("./${name}");`).join(" ");
  await build({
    stdin: {
      contents: `import { runSuite } from "./runSuite.ts"; export const run = () => runSuite(() => { ${load} });`,
      resolveDir: folder,
      loader: "ts",
    },
    outfile: projectPath("dist-test/host.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["vscode"],
    sourcemap: "inline",
    // Mocha can run files in parallel workers; that part stays unused and cannot be bundled.
    logOverride: { "require-resolve-not-external": "silent" },
  });
  return projectPath("dist-test/host");
}
