import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { clientsOf } from "../unit/sandbox/clients.ts";
import { curl, managedInstance } from "../unit/sandbox/remote.ts";

interface Ready {
  endpoint: string;
  accounts: { id: string; profile: string; accessKeyId: string; secretAccessKey: string }[];
  configFile: string;
  credentialsFile: string;
  lease?: { port: number; token: string };
}

const folder = mkdtempSync(join(tmpdir(), "sandbox-test-"));
const bundle = join(folder, "sandbox.js");
const running: ChildProcess[] = [];

/** As it is shipped: one CommonJS file. */
beforeAll(async () => {
  const entryPoints = [join(import.meta.dirname, "../../src/sandbox/main.ts")];
  await build({
    entryPoints,
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: bundle,
    logLevel: "error",
  });
});

afterEach(async () => {
  const ends = running.splice(0).map(async (child) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  });
  await Promise.all(ends);
});

afterAll(() => rmSync(folder, { recursive: true }));

async function start(
  ...args: string[]
): Promise<{ child: ChildProcess; ready: Ready; ended: Promise<number | null> }> {
  const child = spawn(process.execPath, [bundle, "--clock", "fast", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      if (text.endsWith("\n")) resolve(text);
    });
    child.once("exit", () => reject(new Error("The sandbox ended before it was ready.")));
  });
  return { child, ready: JSON.parse(line), ended };
}

function holdLease({
  port,
  token,
}: {
  port: number;
  token: string;
}): Promise<{ socket: Socket; answer: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${token}\n`));
    socket.once("error", reject);
    socket.once("close", () => resolve({ socket, answer: "" }));
    socket.once("data", (data) => resolve({ socket, answer: data.toString() }));
  });
}

describe("the sandbox as a process", () => {
  it("prints where it is and keeps its keys to its user; a signal ends it without a trace", async () => {
    const { child, ready, ended } = await start();
    expect(ready.accounts.map(({ id, profile }) => [id, profile])).toEqual([
      ["111122223333", "provider"],
      ["444455556666", "consumer"],
    ]);
    expect(ready.lease).toBeUndefined();
    expect(statSync(ready.credentialsFile).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(ready.credentialsFile)).mode & 0o777).toBe(0o700);
    expect(readFileSync(ready.configFile, "utf8")).toContain(`endpoint_url = ${ready.endpoint}`);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(existsSync(dirname(ready.credentialsFile))).toBe(false);
  });

  it("drops connections for real, from its one file", async () => {
    const { ready } = await start("--scenario", "published");
    const consumer = clientsOf(ready, "consumer");
    const { VpcEndpoints } = await consumer.ec2.send(new DescribeVpcEndpointsCommand({}));
    const url = `http://${VpcEndpoints?.[0]?.DnsEntries?.[0]?.DnsName}:5000/`;
    expect(await curl(consumer, await managedInstance(consumer), url)).toEqual({ exitCode: 28, output: "" });
    consumer.destroy();
  });

  it("has new secrets at every start", async () => {
    const [first, second] = [await start(), await start()];
    expect(first.ready.accounts[0]?.secretAccessKey).not.toBe(second.ready.accounts[0]?.secretAccessKey);
  });

  it("lives as long as a lease is held, and removes its state file when it ends", async () => {
    const stateFile = join(folder, "state.json");
    const { ready, ended } = await start("--state-file", stateFile, "--lease-seconds", "1");
    expect(JSON.parse(readFileSync(stateFile, "utf8"))).toEqual(ready);
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    const lease = ready.lease ?? { port: 0, token: "" };
    expect((await holdLease({ ...lease, token: "wrong" })).answer).toBe("");
    const { socket, answer } = await holdLease(lease);
    expect(answer).toBe("ok\n");
    const outlived = await Promise.race([
      ended,
      new Promise((resolve) => setTimeout(resolve, 1500, "alive")),
    ]);
    expect(outlived).toBe("alive");
    socket.destroy();
    expect(await ended).toBe(0);
    expect(existsSync(stateFile)).toBe(false);
  });

  it("ends by itself when nobody ever takes a lease", async () => {
    const { ended } = await start("--lease-seconds", "0");
    expect(await ended).toBe(0);
  });

  it("says what is wrong with its options", () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [bundle, "--clock", "slow"], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("--clock must be real or fast");
  });
});
