import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { JsonFile } from "../../../src/ui/platform/jsonFile.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "privatelink-json-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const setAside: string[] = [];

function numbers(path: string, version = 1): JsonFile<number> {
  return new JsonFile(path, {
    version,
    parse: (content) => (typeof content === "number" ? content : undefined),
    onSetAside: (kept) => setAside.push(kept),
  });
}

describe("a JSON file", () => {
  it("has nothing before the first write, and nothing after it was removed", async () => {
    const file = numbers(join(folder, "deep", "file.json"));
    expect(await file.read()).toBeUndefined();
    await file.write(1);
    expect(await file.read()).toBe(1);
    await file.remove();
    expect(await file.read()).toBeUndefined();
  });

  it("keeps the last of many writes at once, and leaves nothing else behind", async () => {
    const file = numbers(join(folder, "file.json"));
    await Promise.all(Array.from({ length: 50 }, (_, index) => file.write(index)));
    expect(await file.read()).toBe(49);
    expect(readdirSync(folder)).toEqual(["file.json"]);
  });

  it("is readable by the user alone", async () => {
    const path = join(folder, "file.json");
    await numbers(path).write(1);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it.each([
    ["half a file", "{"],
    ["a file without a version", "1"],
    ["a file of another version", JSON.stringify({ version: 2, content: 1 })],
    ["a file of another shape", JSON.stringify({ version: 1, content: "1" })],
  ])("keeps %s aside, says where, and writes beside it", async (_, text) => {
    const path = join(folder, "file.json");
    writeFileSync(path, text);
    const file = numbers(path);
    expect(await file.read()).toBeUndefined();
    const kept = setAside.at(-1) ?? "";
    expect(kept).toMatch(/file\.json\.unreadable-\d+$/);
    expect(readFileSync(kept, "utf8")).toBe(text);
    await file.write(2);
    expect(await file.read()).toBe(2);
    expect(readFileSync(kept, "utf8")).toBe(text);
  });
});
