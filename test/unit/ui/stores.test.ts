import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { draftStore } from "../../../src/ui/platform/stores.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stores-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** The drafts as a window opens them. */
function drafts() {
  return draftStore(folder, "publish", (path) => {
    throw new Error(`${path} cannot be read.`);
  });
}

it("keeps the drafts of applied plans beside the last one, each until it is removed", async () => {
  const applied = { origin: "aws", planId: "plan-1", answers: { name: "hello" } };
  const inSandbox = { ...applied, origin: "http://127.0.0.1:4566", planId: "plan-2" };
  expect(await drafts().readApplied("aws")).toEqual([]);
  for (const each of [applied, inSandbox]) await drafts().writeApplied(each);
  const last = { ...applied, planId: "plan-3", answers: { name: "another" } };
  await drafts().write(last);
  expect(await drafts().readApplied("aws")).toEqual([applied]);
  expect(await drafts().readApplied(inSandbox.origin)).toEqual([inSandbox]);
  await drafts().removeApplied(applied.planId);
  expect(await drafts().readApplied("aws")).toEqual([]);
  expect(await drafts().read("aws")).toEqual(last);
});
