import { describe, expect, it } from "vitest";
import { diagnosisMarkdown } from "../../../../src/text/diagnose/markdown.ts";
import { withoutAccounts } from "../../../../src/text/redact.ts";
import { brokenDiagnosis, reportFacts } from "../../../support/reports.ts";

describe("a diagnosis as Markdown", () => {
  const text = diagnosisMarkdown(brokenDiagnosis, reportFacts);

  it("says all of it", async () => {
    await expect(text).toMatchFileSnapshot("../../../golden/diagnose/report.md");
  });

  it("names no account", () => {
    expect(JSON.stringify(brokenDiagnosis)).toContain("111122223333");
    expect(text).not.toMatch(/111122223333|444455556666/);
  });

  it("takes names of people's own for what they are, and not for markup", () => {
    expect(text).toContain(String.raw`orders \| the \*old\* one`);
  });

  it("is short when nothing is wrong", async () => {
    const stations = brokenDiagnosis.stations.map((station) => ({ ...station, state: "fine" as const }));
    const healthy = { ...brokenDiagnosis, stations, findings: [], unseen: [] };
    const facts = { ...reportFacts, testFailed: false };
    await expect(diagnosisMarkdown(healthy, facts)).toMatchFileSnapshot(
      "../../../golden/diagnose/healthy.md",
    );
  });
});

describe("account ids", () => {
  it("are told apart by their last digits alone", () => {
    const text = "arn:aws:iam::111122223333:root and 444455556666";
    expect(withoutAccounts(text)).toBe("arn:aws:iam::********3333:root and ********6666");
  });

  it("are not seen in the ids of resources and requests", () => {
    const text = "i-012345678901 b7e5a6a0-1111-4111-8111-111122223333 1234567890123 sg_123456789012";
    expect(withoutAccounts(text)).toBe(text);
  });
});
