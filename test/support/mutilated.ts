import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildContext, context, type PluginBuild } from "esbuild";
import { root } from "./sources.ts";

/** A change of one source file: the code that is there exactly once, and what stands there instead. */
export interface Mutilation {
  readonly file: string;
  readonly code: string;
  readonly instead: string;
}

/**
 * Loads modules of `src/sandbox` with one piece of code changed. The shipped code has no switch that leaves a guard out,
 * so a test that wants to see what happens without one takes it out of the source.
 */
export class Mutilator {
  readonly #folder = mkdtempSync(join(tmpdir(), "mutilated-"));
  readonly #builder: Promise<BuildContext<{ write: false }>>;
  #mutilation: Mutilation | undefined;
  #loaded = 0;

  /** @param files The files that are going to be changed; all others are read once. */
  constructor(modules: readonly string[], files: readonly string[]) {
    const names = files.map((file) => file.split("/").at(-1)?.replace(".", "\\."));
    const filter = new RegExp(`[\\\\/](${names.join("|")})$`);
    this.#builder = context({
      stdin: {
        contents: modules.map((name) => `export * from "./src/sandbox/${name}";`).join("\n"),
        resolveDir: root,
      },
      bundle: true,
      platform: "node",
      format: "cjs",
      write: false,
      logLevel: "error",
      plugins: [
        {
          name: "mutilating",
          setup: ({ onLoad }: PluginBuild) => onLoad({ filter }, ({ path }) => this.#changed(path)),
        },
      ],
    });
  }

  /** What the modules export, with the change if there is one. */
  async load(mutilation?: Mutilation): Promise<unknown> {
    this.#mutilation = mutilation;
    const { outputFiles } = await (await this.#builder).rebuild();
    this.#loaded += 1;
    const file = join(this.#folder, `${this.#loaded}.cjs`);
    writeFileSync(file, outputFiles[0]?.contents ?? "");
    // Node's own loader: the test runner's would transform the whole bundle each time.
    return createRequire(file)(file);
  }

  async close(): Promise<void> {
    await (await this.#builder).dispose();
    rmSync(this.#folder, { recursive: true });
  }

  #changed(path: string) {
    if (this.#mutilation === undefined) return undefined;
    const { file, code, instead } = this.#mutilation;
    if (path !== join(root, "src/sandbox", file)) return undefined;
    const parts = readFileSync(path, "utf8").split(code);
    if (parts.length !== 2) throw new Error(`${file} has ${code} ${parts.length - 1} times, not once.`);
    return { contents: parts.join(instead), loader: "ts" } as const;
  }
}
