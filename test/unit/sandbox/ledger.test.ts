import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ledger, ledgerText } from "../../../src/sandbox/ledger/ledger.ts";
import { readSources, root } from "../../support/sources.ts";

describe("the fidelity ledger", () => {
  it("has a record of each behaviour, once, with evidence", () => {
    expect(new Set(ledger.map(({ id }) => id)).size).toBe(ledger.length);
    for (const { id, behaviour, evidence } of ledger) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(behaviour.length, id).toBeGreaterThan(20);
      expect(evidence.length, id).toBeGreaterThan(15);
    }
  });

  it("names the file that does it", () => {
    const missing = ledger.filter(({ file }) => !existsSync(join(root, "src/sandbox", file)));
    expect(missing.map(({ id, file }) => `${id}: ${file}`)).toEqual([]);
  });

  it("has every behaviour that the sources name", () => {
    const sources = readSources("src/sandbox").map(({ path }) => readFileSync(join(root, path), "utf8"));
    const named = sources.flatMap((text) =>
      [...text.matchAll(/\(ledger: ([a-z0-9-]+)\)/g)].map(([, id]) => id),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !ledger.some(({ id }) => id === name))).toEqual([]);
  });

  it("is named where the sandbox does what nobody has confirmed", () => {
    const unnamed = ledger.filter(({ id, file, confidence }) => {
      if (confidence !== "modelled") return false;
      return !readFileSync(join(root, "src/sandbox", file), "utf8").includes(`(ledger: ${id})`);
    });
    expect(unnamed.map(({ id, file }) => `${id}: ${file}`)).toEqual([]);
  });

  it("prints every record in lines that fit a terminal", () => {
    const text = ledgerText();
    for (const { id } of ledger) expect(text).toContain(`  ${id} `);
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
    expect(text.indexOf("Documented by AWS")).toBeLessThan(text.indexOf("Modelled: not known"));
  });
});
