import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { portOf } from "../../../../src/sandbox/sockets/ports.ts";
import { Guests } from "./guest.ts";

let guests: Guests;
/** A server of the host on all its addresses, which no instance may ever reach. */
let bait: Server;
let visits = 0;
const path = process.env["PATH"];

beforeAll(async () => {
  guests = await Guests.open();
  bait = createServer((_, response) => response.end("the host"));
  bait.on("connection", () => {
    visits += 1;
  });
  await new Promise<void>((resolve) => bait.listen(0, resolve));
});

afterEach(() => {
  process.env["PATH"] = path;
});

afterAll(async () => {
  bait.close();
  bait.closeAllConnections();
  await guests.close();
});

/** Addresses of this host outside loopback, if it has any. */
const hostAddresses = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ family, internal }) => family === "IPv4" && !internal)
  .map(({ address }) => address);

/** Command lines that want to go to a port of the host; HOST stands for the endpoint's name. */
const requests = (port: number) => [
  ...[
    "127.0.0.1",
    "localhost",
    "127.1",
    "0x7f000001",
    "2130706433",
    "0.0.0.0",
    "[::1]",
    ...hostAddresses,
  ].map((host) => `'http://${host}:${port}/'`),
  `'http://[::ffff:127.0.0.1]:${port}/'`,
  `'http://a@127.0.0.1:${port}/'`,
  `'http://a%40127.0.0.1:${port}/'`,
  `'http://HOST:5000@127.0.0.1:${port}/'`,
  `'http://HOST:5000#@127.0.0.1:${port}/'`,
  `'http://HOST:5000\\@127.0.0.1:${port}/'`,
  `'http://HOST:5000/' 'http://127.0.0.1:${port}/'`,
  `'http://{HOST:5000,127.0.0.1:${port}}/'`,
  `'http://127.0.0.1:${port}/..%2f..%2f'`,
  `'https://127.0.0.1:${port}/'`,
  `--connect-to ::127.0.0.1:${port} http://HOST:5000/`,
  `--resolve HOST:${port}:127.0.0.1 http://HOST:${port}/`,
  `--connect-to HOST:5000:localhost:${port} http://HOST:5000/`,
  `-H 'Host: 127.0.0.1:${port}' http://169.254.169.254/latest/meta-data/`,
  `-x http://127.0.0.1:${port} http://HOST:5000/`,
  `--proxy 127.0.0.1:${port} http://HOST:5000/`,
  `--socks5 127.0.0.1:${port} http://HOST:5000/`,
  `--doh-url http://127.0.0.1:${port}/ http://HOST:5000/`,
  `-L http://127.0.0.1:${port}/`,
  `telnet://127.0.0.1:${port}`,
  `gopher://127.0.0.1:${port}`,
  `ftp://127.0.0.1:${port}`,
  `dict://127.0.0.1:${port}`,
];

/** The command lines for curl, none of which the shell itself refuses. */
function commands(port: number): string[] {
  const host = guests.net.name();
  return requests(port).map(
    (request) => `curl -sS --connect-timeout 0.05 -m 1 ${request.replaceAll("HOST", host)}`,
  );
}

describe("an instance", () => {
  it("reaches nothing of the host", async () => {
    const port = portOf(bait);
    const lines = commands(port);
    const variables = ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"];
    for (const variable of variables) process.env[variable] = `http://127.0.0.1:${port}`;
    const results = await Promise.all(lines.map((line) => guests.run(line)));
    for (const variable of variables) delete process.env[variable];
    expect(results.map(({ standardOutput }) => standardOutput).join("")).not.toContain("the host");
    expect(visits).toBe(0);
  });

  it("gets at no file but its own", async () => {
    const secret = join(guests.folder, "secret");
    writeFileSync(secret, "a secret of the host");
    const lines = [
      `curl -sS file://${secret}`,
      `curl -sS FILE://localhost${secret}`,
      `curl -sS -K ${secret} http://a`,
      `curl -sS -H @${secret} http://a`,
      `curl -sS -w @${secret} http://a`,
      `curl -sS -d @${secret} http://a`,
      `curl -sS -T ${secret} http://a`,
      `curl -sS -F x=@${secret} http://a`,
      `curl -sS -b ${secret} http://a`,
      `curl -sS -o ${secret} http://a`,
      "curl -sS -o ../../secret http://a",
      `curl -sS --cacert ${secret} https://a`,
      `curl -sS --unix-socket ${secret} http://a`,
      `head -c 100 ${secret}`,
      "head -c 100 ../../secret",
      `rm -f ${secret}`,
      "rm -f ../../secret",
      `dig -f ${secret}`,
      `cat ${secret}`,
      `. ${secret}`,
    ];
    const results = await Promise.all(lines.map((line) => guests.run(line)));
    expect(results.filter(({ exitCode }) => exitCode === 0)).toEqual([]);
    expect(JSON.stringify(results)).not.toContain("a secret");
    expect(readdirSync(guests.folder)).toContain("secret");
  });

  it("writes into its private folder only, and not over the authorities that it trusts", async () => {
    const url = `http://${guests.net.name()}:5000/`;
    await guests.run([`curl -s -o ca-bundle.pem ${url}`, `curl -s -o /tmp/page ${url}`]);
    expect(readdirSync(join(guests.folder, "instances")).sort()).toEqual(
      ["ca-bundle.pem", guests.net.client.id].sort(),
    );
    expect((await guests.run("head -c 5 ca-bundle.pem")).standardOutput).toBe("Hello");
    expect((await guests.run("head -c 5 /tmp/page")).standardOutput).toBe("Hello");
  });

  it.runIf(process.platform !== "win32")(
    "starts curl with no environment, and led into the network",
    async () => {
      const folder = join(guests.folder, "bin");
      mkdirSync(folder);
      const report =
        "process.stdout.write(JSON.stringify({ args: process.argv.slice(2), env: process.env }) + '\\n')";
      writeFileSync(join(folder, "curl"), `#!${process.execPath}\n${report}\n`);
      chmodSync(join(folder, "curl"), 0o700);
      process.env["PATH"] = folder;
      const { standardOutput, standardError } = await guests.run(commands(1));
      expect(standardError).not.toContain("syntax error");
      const started = standardOutput
        .trim()
        .split("\n")
        .map((line): { args: string[]; env: object } => JSON.parse(line));
      expect(started.length).toBeGreaterThan(12);
      for (const { args, env } of started) {
        expect(Object.keys(env).filter((name) => !name.startsWith("__CF"))).toEqual([]);
        expect(args[0]).toBe("-q");
        expect(args.at(-4)).toBe("--connect-to");
        expect(args.at(-3)).toMatch(/^::(127\.0\.0\.1:\d+|unknown\.\.name:80)$/);
        expect(args.at(-2)).toBe("--");
        expect(args.filter((word) => word === "--connect-to")).toHaveLength(1);
        expect(args).not.toContain("--resolve");
        expect(args.join(" ")).toContain("--proto =http,https --max-redirs 0");
      }
    },
  );
});
