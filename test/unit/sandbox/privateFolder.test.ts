import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeDeadFolders } from "../../../src/sandbox/privateFolder.ts";

const { pid: deadPid } = spawnSync(process.execPath, ["--version"]);
const dead = `privatelink-sandbox-${deadPid}-Ab1Cd2`;

describe("what killed sandboxes left in the temporary directory", () => {
  let directory: string;

  const place = (name: string) => {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, "credentials"), "throw-away");
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "private-folder-test-"));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it("is deleted when its process is gone, and only then", () => {
    const alive = `privatelink-sandbox-${process.pid}-Ab1Cd2`;
    place(dead);
    place(alive);
    removeDeadFolders(directory);
    expect(readdirSync(directory)).toEqual([alive]);
  });

  it("stays when it is another user's", () => {
    place(dead);
    removeDeadFolders(directory, (process.getuid?.() ?? 0) + 1);
    expect(existsSync(join(directory, dead, "credentials"))).toBe(true);
  });

  it("is only what a sandbox made: other names, links and files stay", () => {
    const others = [`privatelink-vscode-${deadPid}-Ab1Cd2`, `${dead}-kept`, "privatelink-sandbox-Ab1Cd2"];
    for (const name of others) place(name);
    symlinkSync(join(directory, others[0] ?? ""), join(directory, dead));
    writeFileSync(join(directory, `privatelink-sandbox-${deadPid}-file00`), "");
    const before = readdirSync(directory);
    removeDeadFolders(directory);
    expect(readdirSync(directory)).toEqual(before);
    expect(existsSync(join(directory, dead, "credentials"))).toBe(true);
  });
});
