import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { curlProgram } from "../../../../src/sandbox/guest/curl.ts";
import { inEmulatedNetwork, type Stand } from "../../../../src/sandbox/guest/curlWords.ts";
import { Blackhole } from "../../../../src/sandbox/sockets/blackhole.ts";
import { Fabric } from "../../../../src/sandbox/sockets/fabric.ts";
import { Guests } from "./guest.ts";

let guests: Guests;
let host: string;

beforeAll(async () => {
  guests = await Guests.open();
  host = `${guests.net.name()}:5000`;
});

beforeEach(() => {
  Object.assign(guests.net.application, { protocol: "http", listening: true, host: "0.0.0.0" });
  guests.net.endpoint.state = "available";
});

afterAll(() => guests.close());

const curl = (...args: string[]) => guests.run(`curl -sS ${args.join(" ")}`);

describe("curl over HTTPS", () => {
  beforeEach(() => {
    guests.net.application.protocol = "https";
  });

  it("verifies the name that the certificate has", async () => {
    const ways = [`--connect-to service.example.com:443:${host}`, `--connect-to ::${host}`];
    for (const way of ways) {
      expect(await curl(way, "https://service.example.com/")).toMatchObject({
        exitCode: 0,
        standardOutput: "Hello, PrivateLink World!",
      });
    }
    const resolve = `--resolve service.example.com:5000:10.1.1.5`;
    expect(await curl(resolve, "https://service.example.com:5000/")).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ["another name than the certificate's", () => `https://${host}/`, 60],
    ["another name, but nobody looks", () => `-k https://${host}/`, 0],
    ["an authority that nobody trusts", () => `--cacert /tmp/none.pem https://${host}/`, 77],
    ["plain HTTP at a TLS port", () => `http://${host}/`, 52],
  ])("%s", async (_, args, exitCode) => {
    expect(await curl(args())).toMatchObject({ exitCode });
  });

  it("TLS at a plain port fails in the handshake", async () => {
    guests.net.application.protocol = "http";
    expect((await curl("-k", `https://${host}/`)).exitCode).toBe(35);
  });
});

describe("what curl says", () => {
  const addressOf = (nameAndPort: string) => {
    const [name = ""] = nameAndPort.split(":");
    const { interfaces } = guests.net.fabric.lookUp(guests.net.client, name);
    return interfaces.find(({ zoneId }) => zoneId === guests.net.client.zoneId)?.privateIp ?? "";
  };
  const said = async (line: string) => {
    const { standardOutput, standardError } = await guests.run(line);
    return { output: standardOutput, words: standardError };
  };

  it("names the addresses of the emulated network and none of this machine", async () => {
    const { words } = await said(`curl -sSv http://${host}/`);
    const address = addressOf(host);
    expect(address).toMatch(/^10\./);
    expect(words).toContain(`*   Trying ${address}:5000...`);
    expect(words).toContain(`> Host: ${host}`);
    expect(words).not.toContain("Connecting to");
    expect(words).not.toContain("127.0.0.1");
  });

  it("names them where the connection fails, and in the error too", async () => {
    const own = guests.net.client.privateIp;
    const { words } = await said(`curl -sSv http://${own}:5001/`);
    expect(words).toMatch(/^curl: \(7\) Failed to connect to \S+ port 5001 /m);
    expect(words).not.toContain("127.0.0.1");
    guests.net.endpoint.state = "rejected";
    const silent = await said(`curl -sSv --connect-timeout 0.1 http://${host}/`);
    expect(silent.words).toMatch(/Trying 10\.\d+\.\d+\.\d+:5000/);
    expect(silent.words).not.toContain("127.0.0.1");
  });

  it("says where a detour leads, as the user has put it", async () => {
    const { words } = await said(`curl -sSv --connect-to ::${host} http://service.example.com/`);
    expect(words).toContain(`* Connecting to hostname: ${guests.net.name()}`);
    expect(words).toContain("* Connecting to port: 5000");
    expect(words).not.toContain("127.0.0.1");
  });

  it("writes the other end out where there was one", async () => {
    const asked = `-o /dev/null -w '%{remote_ip} %{remote_port}'`;
    const { output } = await said(`curl -s ${asked} http://${host}/`);
    expect(output).toBe(`${addressOf(host)} 5000`);
    guests.net.endpoint.state = "rejected";
    const silent = await said(`curl -s --connect-timeout 0.1 ${asked} http://${host}/`);
    expect(silent.output).not.toContain("10.");
  });
});

describe("curl", () => {
  it("reads what a plain TCP server says", async () => {
    guests.net.application.protocol = "tcp";
    // A banner is no HTTP answer: connected, and then curl gives up.
    expect(await curl("-o", "/dev/null", "-w", "'%{time_connect}'", `http://${host}/`)).toMatchObject({
      exitCode: 1,
      standardOutput: expect.not.stringMatching(/^0\.000000$/),
    });
  });

  it.each([
    ["--head", /^HTTP\/1\.1 200 OK/],
    ["--http1.1 --no-progress-meter", /^Hello/],
    ["-f -4", /^Hello/],
  ])("%s", async (flags, output) => {
    const result = await curl(flags, `http://${host}/`);
    expect(result).toMatchObject({ exitCode: 0, standardOutput: expect.stringMatching(output) });
  });

  it("runs several times in one script, which ends with the last one's exit code", async () => {
    const line = `curl -s http://${host}/`;
    expect(await guests.run([line, "curl -s http://unknown.example/", line])).toMatchObject({
      exitCode: 0,
      standardOutput: "Hello, PrivateLink World!".repeat(2),
    });
  });

  it("asks the instance itself with localhost, past every filter", async () => {
    guests.net.application.host = "127.0.0.1";
    const itself = await guests.run("curl -s http://localhost:5000/", guests.net.target);
    expect(itself).toMatchObject({ exitCode: 0, standardOutput: "Hello, PrivateLink World!" });
    expect((await curl("http://127.0.0.1:5000/")).exitCode).toBe(7);
  });

  it("says so where a drop cannot be had, and keeps its time to connect all the same", async () => {
    const { client: instance, world } = guests.net;
    guests.net.endpoint.state = "rejected";
    const host = `${guests.net.name()}:5000`;
    const fabric = new Fabric(world, () => Blackhole.open(async () => "refusal"));
    const surroundings = { instance, directory: guests.folder, signal: new AbortController().signal };
    const ended = await curlProgram(fabric)(
      ["-sS", "--connect-timeout", "0.1", `http://${host}/`],
      surroundings,
    );
    expect(ended).toMatchObject({
      exitCode: 28,
      standardError: expect.stringContaining("sandbox: this system cannot drop"),
    });
    await fabric.close();
  });

  it("bounds what a script may print", async () => {
    const shout = `printf ${"x".repeat(50_000)}`;
    const { standardOutput } = await guests.run(Array.from({ length: 9 }, () => shout));
    expect(standardOutput).toHaveLength(200_000);
  });
});

describe("the words of other versions of curl", () => {
  const stand: Stand = {
    loopbackPort: 34567,
    host: "vpce-1.example.com",
    address: "10.1.1.5",
    port: 5000,
    ownAddress: "10.1.1.4",
    isDetour: false,
  };

  it.each([
    ["* Connected to (nil) (127.0.0.1) port 34567 (#0)", "vpce-1.example.com (10.1.1.5) port 5000 (#0)"],
    ["* Connected to 127.0.0.1 (127.0.0.1) port 34567", "vpce-1.example.com (10.1.1.5) port 5000"],
    [
      "* Established connection to 127.0.0.1 (127.0.0.1 port 34567) from 127.0.0.1 port 40000",
      "vpce-1.example.com (10.1.1.5 port 5000) from 10.1.1.4 port 40000",
    ],
    [
      "* connect to 127.0.0.1 port 34567 from 127.0.0.1 port 40000 failed: Connection refused",
      "10.1.1.5 port 5000 from 10.1.1.4 port 40000 failed: Connection refused",
    ],
    ["* Connection #0 to host 127.0.0.1 left intact", "to host vpce-1.example.com left intact"],
    ["* Connection #0 to host 127.0.0.1:34567 left intact", "to host vpce-1.example.com left intact"],
    ["what an application says of 127.0.0.1:34567", "what an application says of 127.0.0.1:34567"],
  ])("%s", (said, words) => {
    const ended = { exitCode: 0, standardOutput: "", standardError: said };
    expect(inEmulatedNetwork(ended, stand).standardError).toContain(words);
  });
});
