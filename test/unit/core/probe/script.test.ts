import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outputShares, plannedAttempts } from "../../../../src/core/probe/parts.ts";
import { normalizePath, probeNames } from "../../../../src/core/probe/request.ts";
import { probeScript, scriptSeconds } from "../../../../src/core/probe/script.ts";
import { requestTo, token } from "../../../support/probes.ts";

const limits = { connectSeconds: 5, totalSeconds: 10 };

describe("script", () => {
  it.each(["http", "https", "tcp"] as const)("over %s is a list of simple commands", async (scheme) => {
    const script = probeScript(requestTo(1, { scheme }), limits, token);
    const programs = new Set(script.map((line) => line.split(" ")[0]));
    expect(["curl", "dig", "getent", "head", "printf", "rm"]).toEqual([...programs].toSorted());
    expect(script.filter((line) => line.includes("\n"))).toEqual([]);
    await expect(`${script.join("\n")}\n`).toMatchFileSnapshot(`../../../golden/probe/script-${scheme}.txt`);
  });

  it("asks each interface for what the first name is asked", () => {
    const curls = probeScript(requestTo(3), limits, token).filter((line) => line.startsWith("curl "));
    expect(curls).toHaveLength(7);
    const detours = curls
      .map((line) => / --connect-to (\S+)/.exec(line)?.[1])
      .filter((each) => each !== undefined);
    expect(detours).toEqual(["::10.1.1.57:5000", "::10.1.2.57:5000", "::10.1.3.57:5000"]);
    expect(new Set(curls.slice(4).map((line) => line.split(" ").at(-1)))).toEqual(
      new Set([curls[0]?.split(" ").at(-1)]),
    );
  });

  it("writes the address of an interface with IPv6 alone as a URL does", () => {
    const [only] = requestTo(1).interfaces;
    const interfaces = only === undefined ? [] : [{ ...only, ip: "2600:1f18::5" }];
    const script = probeScript(requestTo(1, { interfaces }), limits, token).join("\n");
    expect(script).toContain("--connect-to '::[2600:1f18::5]:5000'");
  });

  it("takes longer than all its curls together may take", () => {
    for (const scheme of ["http", "https", "tcp"] as const) {
      const request = requestTo(6, { scheme });
      const curls = probeScript(request, limits, token).filter((line) => line.startsWith("curl "));
      const seconds = curls.map((line) => Number(/--max-time (\d+)/.exec(line)?.[1]));
      expect(scriptSeconds(request, limits)).toBeGreaterThan(seconds.reduce((sum, each) => sum + each, 0));
    }
  });

  it("has room for what every attempt may send back", () => {
    for (let zones = 0; zones <= 6; zones += 1) {
      for (const scheme of ["http", "https", "tcp"] as const) {
        const request = requestTo(zones, { scheme });
        const planned = plannedAttempts(request).length;
        const { attempts, certificate } = outputShares(request, planned);
        const sent = attempts.reduce((sum, { body, verbose }) => sum + body + verbose, certificate);
        // What frames an attempt, with the longest values that curl can have for it.
        const framed = probeScript(request, limits, token)
          .filter((line) => line.startsWith("printf") || line.includes("--write-out"))
          .reduce((sum, line) => sum + (line.includes("--write-out") ? 220 : line.length), 0);
        expect(sent + framed).toBeLessThan(24_000);
        for (const { verbose, body } of attempts) {
          expect(verbose).toBeGreaterThan(500);
          expect(body).toBeGreaterThan(250);
        }
      }
    }
  });

  it("says less than Systems Manager keeps of errors, even if no program is there", () => {
    const errors = probeScript(requestTo(6, { scheme: "https" }), limits, token).map(
      (line, index) =>
        `/var/lib/amazon/ssm/i-0123456789abcdef0/_script.sh: line ${index}: ${line.split(" ")[0]}: command not found`,
    );
    expect(errors.filter((line) => !/printf|head|rm:/.test(line)).join("\n").length).toBeLessThan(8000);
  });
});

describe("names", () => {
  const id = "vpce-0b0f";

  it("are told apart as AWS forms them", () => {
    const dnsNames = [
      `${id}-kxrv.vpce-svc-1.us-east-1.vpce.amazonaws.com`,
      `${id}-kxrv-us-east-1b.vpce-svc-1.us-east-1.vpce.amazonaws.com`,
      `${id}-kxrv-us-west-2-lax-1a.vpce-svc-1.us-west-2.vpce.amazonaws.com`,
      "hello.example.com",
    ];
    const [zone] = requestTo(2).interfaces.slice(1);
    expect(probeNames({ id, dnsNames }, zone === undefined ? [] : [zone])).toEqual([
      { kind: "regional", host: dnsNames[0] },
      { kind: "zonal", host: dnsNames[1], zoneName: "us-east-1b", zoneId: "use1-az2" },
      { kind: "zonal", host: dnsNames[2], zoneName: "us-west-2-lax-1a" },
      { kind: "private", host: dnsNames[3] },
    ]);
  });

  it("that could not be tried, or would change a URL, are left out", () => {
    const dnsNames = [
      "*.s3.us-east-1.amazonaws.com",
      "a/../b",
      "user@host",
      "host:80",
      "a b",
      "x".repeat(256),
      "",
    ];
    expect(probeNames({ id, dnsNames }, [])).toEqual([]);
  });
});

it("makes any path one word of a URL", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const path = normalizePath(text);
      expect(path).toMatch(/^\/[!-~]*$/);
      expect(path).not.toContain("'");
      expect(normalizePath(path)).toBe(path);
    }),
  );
});
