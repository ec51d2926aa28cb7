import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { JsonFile } from "../../../src/ui/platform/jsonFile.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "privatelink-json-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("a JSON file", () => {
  it("has nothing before the first write, and nothing after it was removed", async () => {
    const file = new JsonFile<number>(join(folder, "deep", "file.json"));
    expect(await file.read()).toBeUndefined();
    await file.write(1);
    expect(await file.read()).toBe(1);
    await file.remove();
    expect(await file.read()).toBeUndefined();
  });

  it("keeps the last of many writes at once, and leaves nothing else behind", async () => {
    const file = new JsonFile<number>(join(folder, "file.json"));
    await Promise.all(Array.from({ length: 50 }, (_, index) => file.write(index)));
    expect(await file.read()).toBe(49);
    expect(readdirSync(folder)).toEqual(["file.json"]);
  });

  it("is readable by the user alone", async () => {
    const path = join(folder, "file.json");
    await new JsonFile(path).write("secret");
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it("counts as absent when somebody has broken it", async () => {
    const path = join(folder, "file.json");
    writeFileSync(path, "{");
    expect(await new JsonFile(path).read()).toBeUndefined();
  });
});
