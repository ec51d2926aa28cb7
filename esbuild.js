// Builds every bundle under a stable name (an update must find the file names of the version before it):
// extension.js, plans.js, aws.js and render.js (required on first use), sandbox.js (its own process) and one script per webview.
const esbuild = require("esbuild");
const { readFile, mkdir, rm, writeFile } = require("node:fs/promises");
const { execFileSync } = require("node:child_process");
const { readdirSync, readFileSync } = require("node:fs");

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/**
 * The SDK's schema files write their trait keys as `[_name]: …`, which esbuild must assume to have side effects, so
 * nothing in them can be dropped. With the keys as literals the unused schemas fall out (1.3 MB becomes 0.1 MB).
 */
const literalSchemaKeys = {
  name: "literal-schema-keys",
  setup(build) {
    const filter = /[\\/]dist-es[\\/](submodules[\\/][^\\/]+[\\/])?schemas[\\/]schemas_\d+\.js$/;
    build.onLoad({ filter }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const constants = new Map();
      for (const [, name, value] of source.matchAll(/^const (_\w+) = "([^"\\]*)";$/gm))
        constants.set(name, value);
      const contents = source.replace(/\[(_\w+)\]:/g, (key, name) =>
        constants.has(name) ? `${JSON.stringify(constants.get(name))}:` : key,
      );
      return { contents, loader: "js" };
    });
  },
};

/** Clients always get their credentials from the gateway, so the default chain inside each of them is dead weight. */
const noDefaultCredentialChain = {
  name: "no-default-credential-chain",
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ importer }) =>
      /[\\/]@aws-sdk[\\/](client-|nested-clients)/.test(importer)
        ? { path: "default-chain", namespace: "none" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "none" }, () => ({
      contents: `export const defaultProvider = () => async () => { throw new Error("The gateway passes credentials explicitly."); };`,
      loader: "js",
    }));
  },
};

/** What the extension's bundle requires when it is first used, instead of containing it. */
const ownFiles = {
  "composePlans.ts": "./plans.js",
  "aws/gateway.ts": "./aws.js",
  "render/renderPlan.ts": "./render.js",
};

const firstUseInOwnFiles = {
  name: "first-use-in-own-files",
  setup(build) {
    for (const [source, path] of Object.entries(ownFiles)) {
      build.onResolve({ filter: new RegExp(`/${source.replaceAll(".", "\\.")}$`) }, ({ kind }) =>
        kind === "entry-point" ? undefined : { path, external: true },
      );
    }
  },
};

let building = 0;

/** Prints the lines that the editor's problem matcher waits for: once when the first bundle starts, once when all are done. */
const announce = {
  name: "announce",
  setup(build) {
    build.onStart(() => {
      if (building === 0) console.log("[watch] build started");
      building += 1;
    });
    build.onEnd(({ errors }) => {
      for (const { text, location } of errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      building -= 1;
      if (building === 0) console.log("[watch] build finished");
    });
  },
};

/** The licences of everything that the bundles contain; their terms ask for them to be shipped along. */
async function writeNotices(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const packages = new Set(
    inputs.flatMap((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []),
  );
  const notices = [...packages].sort().map((name) => {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    const text = file === undefined ? "" : readFileSync(`${folder}/${file}`, "utf8").trim();
    return `${name} ${version} (${license})\n\n${text}`;
  });
  await writeFile("dist/ThirdPartyNotices.txt", `${notices.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
}

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "none",
  logLevel: watch ? "silent" : "warning",
  metafile: true,
  plugins: watch ? [announce] : [],
};

const node = {
  ...common,
  platform: "node",
  format: "cjs",
  target: "node22",
  mainFields: ["module", "main"],
  conditions: ["module"],
  // Node's `import("node:http")` touches lazy getters and loads all of undici; `require` does not.
  supported: { "dynamic-import": false },
  external: ["vscode"],
};

const webviews = readdirSync("src/webview", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "kit")
  .map((entry) => entry.name);

const builds = {
  extension: {
    ...node,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    plugins: [...node.plugins, firstUseInOwnFiles],
  },
  plans: {
    ...node,
    entryPoints: ["src/composePlans.ts"],
    outfile: "dist/plans.js",
    plugins: [...node.plugins, firstUseInOwnFiles],
  },
  aws: {
    ...node,
    entryPoints: ["src/aws/gateway.ts"],
    outfile: "dist/aws.js",
    plugins: [...node.plugins, literalSchemaKeys, noDefaultCredentialChain],
  },
  render: { ...node, entryPoints: ["src/core/plan/render/renderPlan.ts"], outfile: "dist/render.js" },
  sandbox: { ...node, entryPoints: ["src/sandbox/main.ts"], outfile: "dist/sandbox.js" },
  webview: {
    ...common,
    platform: "browser",
    format: "iife",
    target: "chrome134",
    entryPoints: webviews.map((name) => ({ in: `src/webview/${name}/main.ts`, out: name })),
    outdir: "dist/webview",
  },
};

async function main() {
  execFileSync(process.execPath, ["scripts/flattenSchemas.ts"], { stdio: "inherit" });
  await rm("dist", { recursive: true, force: true });
  await mkdir("dist/meta", { recursive: true });
  const metafiles = [];
  for (const [name, options] of Object.entries(builds)) {
    if (watch) await (await esbuild.context(options)).watch();
    else {
      const { metafile } = await esbuild.build(options);
      await writeFile(`dist/meta/${name}.json`, JSON.stringify(metafile));
      metafiles.push(metafile);
    }
  }
  if (!watch) await writeNotices(metafiles);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
