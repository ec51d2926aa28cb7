import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import { SendCommandCommand } from "@aws-sdk/client-ssm";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { childrenOf, isAlive } from "../support/linuxProcesses.ts";
import { clientsOf, eventually } from "../unit/sandbox/clients.ts";
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

/** True once nothing listens on a port any more. */
function isClosed(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once("error", () => resolve(true));
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
    const { ready, ended } = await start("--state-file", stateFile, "--lease-seconds", "3");
    expect(JSON.parse(readFileSync(stateFile, "utf8"))).toEqual(ready);
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    const lease = ready.lease ?? { port: 0, token: "" };
    expect((await holdLease({ ...lease, token: "wrong" })).answer).toBe("");
    const { socket, answer } = await holdLease(lease);
    expect(answer).toBe("ok\n");
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    // One that was started later, and that nobody holds, has ended by then.
    expect(await (await start("--lease-seconds", "3")).ended).toBe(0);
    expect(isOver).toBe(false);
    socket.destroy();
    expect(await ended).toBe(0);
    expect(existsSync(stateFile)).toBe(false);
  });

  it("ends by itself when nobody ever takes a lease", async () => {
    const { ended } = await start("--lease-seconds", "0");
    expect(await ended).toBe(0);
  });

  it.skipIf(process.platform !== "linux")(
    "killed with a command under way, it frees its ports at once and leaves no process; a second start works and tidies up",
    async () => {
      const { child, ready, ended } = await start("--scenario", "published");
      const consumer = clientsOf(ready, "consumer");
      const { VpcEndpoints } = await consumer.ec2.send(new DescribeVpcEndpointsCommand({}));
      const url = `http://${VpcEndpoints?.[0]?.DnsEntries?.[0]?.DnsName}:5000/`;
      await consumer.ssm.send(
        new SendCommandCommand({
          DocumentName: "AWS-RunShellScript",
          InstanceIds: [await managedInstance(consumer)],
          Parameters: { commands: [`curl -sS --connect-timeout 60 '${url}'`] },
        }),
      );
      const family = await eventually(async () => {
        const children = childrenOf(child.pid ?? 0);
        return children.length > 0 ? [child.pid ?? 0, ...children] : undefined;
      });
      child.kill("SIGKILL");
      await ended;
      const { port } = new URL(ready.endpoint);
      const second = await start("--port", port);
      expect(second.ready.endpoint).toBe(ready.endpoint);
      await eventually(async () => (family.some(isAlive) ? undefined : true));
      consumer.destroy();
      // The keys of the killed one are worth nothing, and the next start deletes them.
      expect(existsSync(dirname(ready.credentialsFile))).toBe(false);
      expect(existsSync(second.ready.credentialsFile)).toBe(true);
    },
  );

  it("started detached, outlives its starter while a lease is held, and ends soon after the last one", async () => {
    const stateFile = join(folder, "detached.json");
    const args = [bundle, "--clock", "fast", "--state-file", stateFile, "--lease-seconds", "1"];
    const starter = `require("node:child_process")
      .spawn(process.execPath, ${JSON.stringify(args)}, { detached: true, stdio: "ignore" }).unref();`;
    expect(spawnSync(process.execPath, ["-e", starter]).status).toBe(0);
    const ready = await eventually(
      async (): Promise<Ready | undefined> =>
        existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, "utf8")) : undefined,
    );
    const lease = ready.lease ?? { port: 0, token: "" };
    const first = await holdLease(lease);
    const second = await holdLease(lease);
    first.socket.destroy();
    const consumer = clientsOf(ready, "consumer");
    await consumer.ec2.send(new DescribeVpcEndpointsCommand({}));
    consumer.destroy();
    second.socket.destroy();
    await eventually(async () => (existsSync(stateFile) ? undefined : true));
    await eventually(() => isClosed(Number(new URL(ready.endpoint).port)));
  });

  it("writes its state when it ends, and starts from it again", async () => {
    const snapshot = join(folder, "snapshot.json");
    const first = await start("--scenario", "published", "--snapshot", snapshot);
    const endpointsOf = async (ready: Ready) => {
      const consumer = clientsOf(ready, "consumer");
      const { VpcEndpoints } = await consumer.ec2.send(new DescribeVpcEndpointsCommand({}));
      consumer.destroy();
      return VpcEndpoints;
    };
    const before = await endpointsOf(first.ready);
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(statSync(snapshot).mode & 0o777).toBe(0o600);
    const second = await start("--scenario", snapshot);
    expect(await endpointsOf(second.ready)).toEqual(before);
    expect(second.ready.accounts[0]?.secretAccessKey).not.toBe(first.ready.accounts[0]?.secretAccessKey);
  });

  it("prints its ledger instead of starting", () => {
    const { status, stdout } = spawnSync(process.execPath, [bundle, "--ledger"], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("Modelled: not known to be so");
  });

  it("says what is wrong with its options", () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [bundle, "--clock", "slow"], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("--clock must be real or fast");
  });
});
