import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../../src/app/clock.ts";
import { type LockFiles, LostLease, PlanLocks } from "../../../src/app/planLocks.ts";
import { systemClock } from "../../../src/ui/platform/clock.ts";
import { lockFiles } from "../../../src/ui/platform/lockFiles.ts";
import { memoryLockFiles } from "../../support/workbench.ts";

let folder: string;
let seconds: number;
let owners: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "locks-"));
  seconds = 1_000_000;
  owners = 0;
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Never beats by itself: what a window that hangs, or is killed, looks like. */
const stopped: Clock = {
  now: () => seconds * 1000,
  sleep: (_, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))),
};

/** Its day stands still, and its sleeps end. */
const moving: Clock = { ...stopped, sleep: systemClock.sleep };

function windowOn(files: LockFiles, clock = stopped): PlanLocks {
  return new PlanLocks(files, clock, () => {
    owners += 1;
    return `owner-${owners}`;
  });
}

describe.each<[string, () => LockFiles]>([
  ["in memory", memoryLockFiles],
  ["on disk", () => lockFiles(folder)],
])("a plan locked %s", (_, filesOf) => {
  it("is one window's until it is released", async () => {
    const files = filesOf();
    const lease = await windowOn(files).take("plan");
    expect(lease).toBeDefined();
    expect(await windowOn(files).take("plan")).toBeUndefined();
    expect(await windowOn(files).isTaken("plan")).toBe(true);
    expect(await windowOn(files).take("another-plan")).toBeDefined();
    await lease?.release();
    expect(await windowOn(files).isTaken("plan")).toBe(false);
    expect(await windowOn(files).take("plan")).toBeDefined();
  });

  it("is taken over when its window has missed a few beats, and the window hears of it", async () => {
    const files = filesOf();
    const lost = await windowOn(files).take("plan");
    seconds += 9;
    expect(await windowOn(files).take("plan")).toBeUndefined();
    seconds += 1;
    expect(await windowOn(files).isTaken("plan")).toBe(false);
    const lease = await windowOn(files).take("plan");
    await lease?.renew();
    await expect(lost?.renew()).rejects.toThrow(LostLease);
    await lost?.release();
    expect(await windowOn(files).isTaken("plan")).toBe(true);
  });

  it("stays its window's for as long as that renews it", async () => {
    const files = filesOf();
    const lease = await windowOn(files).take("plan");
    for (let beat = 0; beat < 5; beat += 1) {
      seconds += 9;
      await lease?.renew();
    }
    expect(await windowOn(files).take("plan")).toBeUndefined();
  });

  it("belongs to exactly one of windows that come at once", async () => {
    const files = filesOf();
    for (let round = 0; round < 5; round += 1) {
      const taking = Array.from({ length: 5 }, () => windowOn(files, moving).take(`plan-${round}`));
      const leases = (await Promise.all(taking)).filter((lease) => lease !== undefined);
      expect(leases).toHaveLength(1);
      expect(await files.list(`plan-${round}`)).toHaveLength(1);
      await leases[0]?.release();
    }
  });

  it("stays its window's, whatever the name of one that comes later", async () => {
    const files = filesOf();
    const lease = await new PlanLocks(files, stopped, () => "m").take("plan");
    for (const name of ["a", "z"]) {
      expect(await new PlanLocks(files, moving, () => name).take("plan")).toBeUndefined();
    }
    await lease?.renew();
    expect(await files.list("plan")).toHaveLength(1);
  });
});

describe("a lease", () => {
  it("beats every two seconds by itself until it is released", async () => {
    const files = memoryLockFiles();
    const slept: number[] = [];
    const clock: Clock = {
      now: () => seconds * 1000,
      sleep: async (time, signal) => {
        signal.throwIfAborted();
        slept.push(time);
        seconds += time;
        await new Promise(setImmediate);
      },
    };
    const lease = await windowOn(files, clock).take("plan");
    while (slept.length < 10) await new Promise(setImmediate);
    expect(await windowOn(files).isTaken("plan")).toBe(true);
    await lease?.release();
    expect(await files.list("plan")).toEqual([]);
    expect(new Set(slept)).toEqual(new Set([2]));
  });

  it("leaves no file, and names of plans lead nowhere else", async () => {
    const lease = await windowOn(lockFiles(folder)).take("../../plan");
    expect(readdirSync(join(folder, "locks"))).toEqual(["plan"]);
    await lease?.release();
    expect(readdirSync(join(folder, "locks", "plan"))).toEqual([]);
  });
});
