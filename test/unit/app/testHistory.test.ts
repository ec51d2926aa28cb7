import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTestRecord } from "../../../src/app/readTestRecord.ts";
import { StoredTestHistory } from "../../../src/app/testHistory.ts";
import { draftOf, isWhole, keptRuns } from "../../../src/core/probe/history.ts";
import type { ProbeReport } from "../../../src/core/probe/report.ts";
import { testRecordStore } from "../../../src/ui/platform/stores.ts";
import { reportOf, requestTo, timedOut } from "../../support/probes.ts";

let folder: string;
let setAside: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tests-"));
  setAside = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The history as one window has it; every call opens another window on the same files. */
function window(origin = "aws"): StoredTestHistory {
  const store = testRecordStore(folder, (path) => setAside.push(path));
  return new StoredTestHistory(store, () => origin);
}

function run(number: number, change: Partial<ProbeReport> = {}): ProbeReport {
  return reportOf(requestTo(2), undefined, { id: `run-${number}`, startedAt: number * 1000, ...change });
}

function idsOf(reports: readonly ProbeReport[]): readonly string[] {
  return reports.map(({ id }) => id);
}

function written(): string {
  const path = join(folder, "tests");
  return readdirSync(path)
    .map((name) => readFileSync(join(path, name), "utf8"))
    .join("\n");
}

describe("the history of tests", () => {
  it("is there in the next window, newest first, whoever ran them", async () => {
    await window().add(run(1));
    await Promise.all([window().add(run(3)), window().add(run(2))]);
    expect(idsOf(await window().list())).toEqual(["run-3", "run-2", "run-1"]);
  });

  it("has the last 50 runs of AWS, however many there are of sandboxes", async () => {
    const sandbox = window("http://127.0.0.1:4566");
    await sandbox.add(run(1));
    for (let number = 2; number <= keptRuns + 3; number += 1) await window().add(run(number));
    expect(idsOf(await window().list())).toEqual(
      Array.from({ length: keptRuns }, (_, index) => `run-${keptRuns + 3 - index}`),
    );
    expect(idsOf(await sandbox.list())).toEqual(["run-1"]);
  });

  it("shows tests of a sandbox only while it is the same one", async () => {
    await window("http://127.0.0.1:1").add(run(1));
    expect(await window("http://127.0.0.1:2").list()).toEqual([]);
    expect(await window().list()).toEqual([]);
  });

  it("forgets one, or all that it shows", async () => {
    await window("http://127.0.0.1:1").add(run(9));
    for (const number of [1, 2, 3]) await window().add(run(number));
    await window().remove("run-2");
    expect(idsOf(await window().list())).toEqual(["run-3", "run-1"]);
    await window().clear();
    expect(await window().list()).toEqual([]);
    expect(await window("http://127.0.0.1:1").list()).toHaveLength(1);
  });

  it("tells when it has changed", async () => {
    const history = window();
    let told = 0;
    history.changed.add(() => {
      told += 1;
    });
    await history.add(run(1));
    await history.remove("run-1");
    expect(told).toBe(2);
  });

  it("knows the last run of an endpoint that passed", async () => {
    const failed = (number: number) =>
      reportOf(requestTo(2), () => timedOut, { id: `run-${number}`, startedAt: number * 1000 });
    const { scope } = run(1);
    await window().add(run(1));
    await window().add(run(2));
    await window().add(failed(3));
    await window().add(run(4, { scope: { ...scope, region: "eu-west-1" } }));
    expect((await window().lastGood(failed(5)))?.id).toBe("run-2");
    const { request } = failed(5);
    const elsewhere = { ...failed(5), request: { ...request, endpointId: "vpce-2" } };
    expect(await window().lastGood(elsewhere)).toBeUndefined();
  });

  it("compares a test rather with one that asked for the same than with a newer one", async () => {
    const tcp = (number: number) => {
      const { request } = run(number);
      return run(number, { request: { ...request, scheme: "tcp" } });
    };
    await window().add(run(1));
    await window().add(tcp(2));
    expect((await window().lastGood(run(3)))?.id).toBe("run-1");
    expect((await window().lastGood(tcp(3)))?.id).toBe("run-2");
    const elsewhere = { ...run(3), instanceId: "i-other" };
    expect((await window().lastGood(elsewhere))?.id).toBe("run-2");
  });
});

describe("what is kept of a test", () => {
  const secret = "s3cr3t-value";
  const verbose = [
    `> GET /orders?token=${secret} HTTP/1.1`,
    "> Host: api.example.com",
    `> Authorization: Bearer ${secret}`,
    "< HTTP/1.1 302 Found",
    `< Set-Cookie: session=${secret}; HttpOnly`,
    `< X-Auth-Token: ${secret}`,
    `< X-Api-Key: ${secret}`,
    `< WWW-Authenticate: Negotiate ${secret}`,
    `< Content-Location: https://app.example.com/home#access_token=${secret}`,
    `< Location: https://login.example.com/?code=${secret}`,
    "< Content-Type: text/html",
  ].join("\n");
  const told = reportOf(requestTo(1, { path: `/orders?token=${secret}` }), () => ({ body: secret, verbose }));

  it("holds no body, cookie, credential or query string", async () => {
    await window().add(told);
    expect(written()).not.toContain(secret);
    const [kept] = await window().list();
    expect(kept?.attempts[0]?.reading.verbose).toContain("< Content-Type: text/html");
    expect(kept?.attempts[0]?.reading.size).toBe(secret.length);
  });

  it("asks a person for the query string before it runs again", async () => {
    await window().add(told);
    await window().add(run(1));
    const [whole, cut] = (await window().list()).toSorted((a, b) => a.startedAt - b.startedAt);
    expect(whole && isWhole(whole)).toBe(true);
    expect(cut && isWhole(cut)).toBe(false);
    expect(isWhole(reportOf(requestTo(1, { path: "/orders?" })))).toBe(true);
    expect(cut && draftOf(cut).path).toBe("/orders?");
  });

  it("is a request that can be made once more", () => {
    const request = requestTo(2, {
      scheme: "https",
      port: 8443,
      ownName: "api.example.com",
      expect: { status: 204, text: "ok" },
    });
    expect(draftOf(reportOf(request))).toEqual({
      instanceId: "i-1",
      scheme: "https",
      port: "8443",
      path: "/",
      ownName: "api.example.com",
      hosts: request.names.map(({ host }) => host),
      status: "204",
      text: "ok",
    });
  });
});

describe("a history's file", () => {
  const record = { origin: "aws", report: reportOf(requestTo(2), () => timedOut) };

  it("is read back as it was written", async () => {
    expect(readTestRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    await window().add(run(1, { certificate: { subject: "CN=a", issuer: "CN=b", expiresAt: 1 } }));
    expect(await window().list()).toHaveLength(1);
    expect(setAside).toEqual([]);
  });

  it.each<[string, (report: Record<string, unknown>) => void]>([
    ["without attempts", (report) => delete report["attempts"]],
    ["with a verdict that nobody knows", (report) => Object.assign(report, { verdict: { code: "fine" } })],
    [
      "with a verdict that lacks its outcome",
      (report) => Object.assign(report, { verdict: { code: "failed" } }),
    ],
    [
      "with a scheme that nobody knows",
      (report) => Object.assign(report["request"] ?? {}, { scheme: "ftp" }),
    ],
    ["with a moment that is none", (report) => Object.assign(report, { startedAt: "yesterday" })],
    ["that is a list", (report) => Object.assign(report, { scope: [] })],
  ])("is refused %s", (_name, spoil) => {
    const content = JSON.parse(JSON.stringify(record));
    spoil(content.report);
    expect(readTestRecord(content)).toBeUndefined();
  });

  it("that cannot be read is kept aside and hides no other", async () => {
    await window().add(run(1));
    writeFileSync(join(folder, "tests", "broken.json"), '{"version":1,"content":{"origin":"aws"}}');
    expect(idsOf(await window().list())).toEqual(["run-1"]);
    expect(setAside).toHaveLength(1);
  });
});
