import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import { before, describe, it } from "mocha";
import * as vscode from "vscode";

const id = "privatelink-toolkit.privatelink-toolkit";

interface Manifest {
  readonly contributes: { readonly commands?: readonly { readonly command: string }[] };
}

/** What happened inside a function of the extension's own bundle, told from the rest of the host by its stack. */
interface Traces {
  readonly sockets: string[];
  readonly awsFiles: string[];
}

/** Counts sockets and reads of AWS's files while `act` runs. The extension host is shared, hence the look at the stack. */
async function traced(act: () => Promise<unknown>): Promise<Traces> {
  const traces: Traces = { sockets: [], awsFiles: [] };
  const restore = [
    wrap(net.Socket.prototype, "connect", () => {
      const stack = new Error().stack ?? "";
      if (stack.includes("dist/extension.js") || stack.includes("dist/aws.js")) traces.sockets.push(stack);
    }),
    ...(["readFile", "readFileSync", "open", "openSync"] as const).map((name) =>
      wrap(fs, name, (path) => {
        if (/[\\/]\.aws[\\/]/.test(String(path))) traces.awsFiles.push(String(path));
      }),
    ),
    wrap(fs.promises, "readFile", (path) => {
      if (/[\\/]\.aws[\\/]/.test(String(path))) traces.awsFiles.push(String(path));
    }),
  ];
  await act();
  for (const undo of restore) undo();
  return traces;
}

function wrap<T extends object, K extends keyof T>(
  owner: T,
  name: K,
  note: (first: unknown) => void,
): () => void {
  const original = owner[name];
  if (typeof original !== "function") throw new Error(`${String(name)} is no function.`);
  const wrapped = function (this: unknown, ...args: readonly unknown[]) {
    note(args[0]);
    return Reflect.apply(original, this, args);
  };
  Reflect.set(owner, name, wrapped);
  return () => Reflect.set(owner, name, original);
}

function loadedModules(): readonly string[] {
  return Object.keys(require.cache).filter((path) => path.includes("privatelink") || path.includes("aws"));
}

describe("activation", () => {
  let extension: vscode.Extension<unknown>;

  before(() => {
    const found = vscode.extensions.getExtension(id);
    assert.ok(found, `${id} is installed`);
    extension = found;
  });

  it("opens no socket, reads no AWS file and loads nothing of the SDK", async () => {
    assert.equal(extension.isActive, false, "nothing has activated it before");
    const { sockets, awsFiles } = await traced(async () => extension.activate());
    assert.equal(extension.isActive, true);
    assert.deepEqual(sockets, []);
    assert.deepEqual(awsFiles, []);
    assert.deepEqual(
      loadedModules().filter((path) => /dist[\\/]aws\.js$|@aws-sdk|@smithy/.test(path)),
      [],
    );
  });

  it("registers every command of the manifest", async () => {
    const manifest: Manifest = extension.packageJSON;
    const declared = manifest.contributes.commands?.map(({ command }) => command) ?? [];
    assert.notEqual(declared.length, 0);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  it("loads the SDK with the first command that needs it, so that the counts above can fail", async () => {
    const { sockets } = await traced(async () => vscode.commands.executeCommand("privatelink.sandbox.start"));
    assert.notEqual(sockets.length, 0);
    assert.ok(loadedModules().some((path) => /dist[\\/]aws\.js$/.test(path)));
  }).timeout(60_000);
});
