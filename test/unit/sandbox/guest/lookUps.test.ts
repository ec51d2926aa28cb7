import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Guests } from "./guest.ts";

let guests: Guests;
let name: string;

beforeAll(async () => {
  guests = await Guests.open();
  name = guests.net.name();
  Object.assign(guests.net.service, { privateDnsName: "api.example.com", privateDnsNameState: "verified" });
  guests.net.endpoint.privateDnsEnabled = true;
});

afterAll(() => guests.close());

describe("getent", () => {
  it("hosts: address, canonical name, alias", async () => {
    expect(await guests.run(`getent hosts ${name}`)).toMatchObject({
      exitCode: 0,
      standardOutput: `10.1.1.5        ${name}\n`,
    });
    const { standardOutput } = await guests.run("getent hosts api.example.com");
    expect(standardOutput).toBe(`10.1.1.5        ${name} api.example.com\n`);
  });

  it("ahostsv4: a line per socket type", async () => {
    const { standardOutput } = await guests.run(`getent ahostsv4 ${name}`);
    expect(standardOutput.split("\n")).toEqual([
      `10.1.1.5        STREAM ${name}`,
      "10.1.1.5        DGRAM",
      "10.1.1.5        RAW",
      "",
    ]);
  });

  it.each([
    ["getent hosts unknown.example", 2],
    ["getent hosts localhost.attacker.test", 2],
    ["getent passwd root", 1],
    ["getent hosts", 1],
    ["getent -s files hosts a", 1],
  ])("%s ends with %i", async (line, exitCode) => {
    expect(await guests.run(line)).toMatchObject({ exitCode, standardOutput: "" });
  });
});

describe("dig", () => {
  it.each([
    ["dig +short HOST", "10.1.1.5\n"],
    ["dig +short HOST A", "10.1.1.5\n"],
    ["dig +short HOST CNAME", ""],
    ["dig +short api.example.com", "HOST.\n10.1.1.5\n"],
    ["dig +short api.example.com CNAME", "HOST.\n"],
    ["dig @169.254.169.253 +short api.example.com. cname", "HOST.\n"],
    ["dig @1.1.1.1 +short api.example.com", ""],
    ["dig +short unknown.example", ""],
  ])("%s", async (line, output) => {
    expect(await guests.run(line.replace("HOST", name))).toEqual({
      exitCode: 0,
      standardOutput: output.replace("HOST", name),
      standardError: "",
    });
  });

  it("tells what it asked and what was answered", async () => {
    const { standardOutput } = await guests.run("dig api.example.com");
    expect(standardOutput).toContain("status: NOERROR");
    expect(standardOutput).toContain(
      `api.example.com.\t60\tIN\tCNAME\t${name}.\n${name}.\t60\tIN\tA\t10.1.1.5\n`,
    );
    expect((await guests.run("dig unknown.example")).standardOutput).toContain("status: NXDOMAIN");
  });

  it("finds no server where the VPC has no resolver", async () => {
    const { id } = guests.net.vpc("orders");
    const known = guests.net.world.vpcDns.get(id);
    guests.net.world.vpcDns.set(id, { support: false, hostnames: false });
    expect(await guests.run(`dig +short ${name}`)).toMatchObject({
      exitCode: 9,
      standardOutput: expect.stringContaining("no servers could be reached"),
    });
    if (known !== undefined) guests.net.world.vpcDns.set(id, known);
  });

  it.each(["dig -f /etc/passwd", "dig a b c", "dig a TXT", "dig +trace a", "dig -x 10.1.1.5", "dig @a @b c"])(
    "%s is refused",
    async (line) => {
      expect(await guests.run(line)).toMatchObject({ exitCode: 1, standardOutput: "" });
    },
  );
});
