import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOutput } from "../../../../src/core/probe/readOutput.ts";
import type { ProbeRequest } from "../../../../src/core/probe/request.ts";
import { probeScript } from "../../../../src/core/probe/script.ts";
import { testAuthority, testCertificate, testKey } from "../../../../src/sandbox/sockets/testCertificate.ts";

/* The script as it is, in the machine's own sh, with its own curl, against servers on loopback. */

const folder = mkdtempSync(join(tmpdir(), "probe-"));
const authority = join(folder, "ca.pem");
const servers = new Map<string, Server>();
/** Names files in a folder that every run of the tests on this machine shares. */
const token = `pl${randomBytes(8).toString("hex")}`;
const silent = "x".repeat(3000);

beforeAll(async () => {
  writeFileSync(authority, testAuthority);
  const answer = (url: string | undefined) => (url === "/long" ? silent : `You asked for ${url}`);
  servers.set(
    "http",
    createServer(({ url }, response) => void response.end(answer(url))),
  );
  servers.set(
    "https",
    createTlsServer(
      { cert: testCertificate, key: testKey },
      ({ url }, response) => void response.end(answer(url)),
    ),
  );
  // As a database does, it waits for the client to speak its protocol, and says nothing to any other.
  servers.set(
    "silent",
    createTcpServer((socket) => void socket.on("error", () => undefined)),
  );
  for (const server of servers.values()) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }
});

afterAll(async () => {
  for (const server of servers.values()) server.close();
  rmSync(folder, { recursive: true });
});

function portOf(name: string): number {
  const address = servers.get(name)?.address();
  return (address as AddressInfo).port;
}

function requestTo(change: Partial<ProbeRequest>): ProbeRequest {
  const zone = { zoneName: "us-east-1a", zoneId: "use1-az1" };
  return {
    endpointId: "vpce-1",
    scheme: "http",
    port: portOf("http"),
    path: "/",
    names: [{ kind: "regional", host: "localhost" }],
    interfaces: [{ id: "eni-1", ip: "127.0.0.1", subnetId: "subnet-1", ...zone }],
    ...change,
  };
}

/** Runs the script as the agent of Systems Manager does: all of it in one shell. */
async function run(request: ProbeRequest, environment: Readonly<Record<string, string>> = {}) {
  const script = probeScript(request, { connectSeconds: 10, totalSeconds: 20 }, token);
  const { PATH = "" } = process.env;
  const shell = spawn("/bin/sh", { env: { PATH, ...environment } });
  shell.stdin.end(`${script.join("\n")}\n`);
  const [output, errors] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
  expect(output.length).toBeLessThan(24_000);
  expect(errors.length).toBeLessThan(8000);
  expect(readdirSync("/tmp").filter((name) => name.startsWith(token))).toEqual([]);
  return readOutput(request, { output, errors }, token);
}

describe("the script in a real shell", () => {
  it("gets the answer of a web server, by name and by address", async () => {
    const { attempts, verdict } = await run(requestTo({ path: "/it's%20%25;$(id)" }));
    expect(verdict).toEqual({ code: "passed" });
    expect(attempts.map(({ reading }) => reading.body)).toEqual(
      Array(2).fill("You asked for /it's%20%25;$(id)"),
    );
    expect(attempts[0]?.addresses?.system).toContain("127.0.0.1");
  });

  it("brings back the first KiB of a long answer, and says how long it is", async () => {
    const [first] = (await run(requestTo({ path: "/long" }))).attempts;
    expect(first?.reading).toMatchObject({ body: silent.slice(0, 1024), size: 3000, exitCode: 0 });
  });

  it("tells a certificate with another name from one that is not trusted, and shows both", async () => {
    const https = requestTo({ scheme: "https", port: portOf("https") });
    const trusting = await run(https, { CURL_CA_BUNDLE: authority });
    expect(trusting.verdict).toMatchObject({ code: "failed", outcome: { code: "wrongName" } });
    const byOwnName = { ...https, ownName: "service.example.com", path: "/own" };
    const asked = await run(byOwnName, { CURL_CA_BUNDLE: authority });
    expect(asked.attempts.map(({ reading }) => reading.body)).toEqual(Array(2).fill("You asked for /own"));
    const { verdict, certificate } = await run(https);
    expect(verdict).toMatchObject({ outcome: { code: "untrusted", reason: "authority" } });
    expect(certificate).toEqual(trusting.certificate);
    expect(certificate).toMatchObject({ subject: expect.stringMatching(/CN ?= ?service\.example\.com/) });
  });

  it("passes as soon as a service that waits is connected, if no more is asked", async () => {
    const { attempts, verdict } = await run(requestTo({ scheme: "tcp", port: portOf("silent") }));
    expect(verdict).toEqual({ code: "passed" });
    for (const { reading } of attempts) expect(reading.timings.total).toBe(reading.timings.connect);
  });

  it("reads why nothing came", async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect((await run(requestTo({ port }))).verdict).toMatchObject({ outcome: { code: "refused" } });
    const unknown = [{ kind: "regional", host: "unknown.invalid" }] as const;
    expect((await run(requestTo({ names: unknown, interfaces: [] }))).verdict).toMatchObject({
      outcome: { code: "unknownName" },
    });
  });

  it("takes no notice of a proxy, and does without programs that the machine does not have", async () => {
    expect((await run(requestTo({}), { http_proxy: "http://127.0.0.1:1" })).verdict.code).toBe("passed");
    const { verdict, attempts } = await run(requestTo({}), { PATH: folder });
    expect(verdict).toEqual({ code: "failed", outcome: { code: "noCurl" }, same: true });
    expect(attempts[0]?.addresses).toEqual({});
  });
});
