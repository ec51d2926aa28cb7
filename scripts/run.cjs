// The first command typed in a fresh clone runs on whatever Node the machine has, with nothing installed.
// This file therefore is plain CommonJS: it installs the dependencies when they are missing or stale, and
// hands over to the script's TypeScript file on the Node that the project pins (devDependency `node`).
const { spawnSync, spawn } = require("node:child_process");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { createHash } = require("node:crypto");

const root = join(__dirname, "..");
const windows = process.platform === "win32";
const bin = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".installed-lock");
const entries = {
  demo: "scripts/demo.ts",
  diagnoseMatrix: "scripts/diagnoseMatrix.ts",
  sandbox: "src/sandbox/main.ts",
  screenshots: "scripts/screenshots.ts",
  test: "scripts/test.ts",
  testDesktop: "scripts/testDesktop.ts",
  testLong: "scripts/testLong.ts",
};

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash();
}

function step(title, command, args) {
  process.stderr.write(`${title}\n`);
  const result = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], shell: windows });
  if (result.status !== 0) {
    process.stderr.write(`"${command} ${args.join(" ")}" failed; see its output above.\n`);
    process.exit(result.status ?? 1);
  }
}

const [name, ...args] = process.argv.slice(2);
const entry = entries[name];
if (entry === undefined) {
  process.stderr.write(`Unknown script "${name}". Known: ${Object.keys(entries).join(", ")}.\n`);
  process.exit(2);
}
if (!installed()) {
  step("Installing dependencies (npm ci)…", "npm", ["ci"]);
  writeFileSync(stamp, lockHash());
}
const node = join(bin, windows ? "node.cmd" : "node");
if (name === "sandbox") step("Preparing the sandbox's wire schemas…", node, ["scripts/flattenSchemas.ts"]);

const path = `${bin}${windows ? ";" : ":"}${process.env.PATH ?? ""}`;
const child = spawn(node, [join(root, entry), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: path },
  shell: windows,
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
