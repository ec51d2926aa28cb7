import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAuditMessage } from "../../../src/protocol/audit.ts";
import { parseDiagnoseMessage, parseKept } from "../../../src/protocol/diagnose.ts";
import { parseTestMessage } from "../../../src/protocol/test.ts";
import { parseTopologyMessage } from "../../../src/protocol/topology.ts";
import { parseWizardMessage } from "../../../src/protocol/wizard.ts";

describe("messages from pages", () => {
  it("are taken over member by member, so that nothing else comes along", () => {
    const sent = { type: "answer", field: "vpc", value: "vpc-1", extra: "smuggled" };
    expect(parseWizardMessage(sent)).toEqual({ type: "answer", field: "vpc", value: "vpc-1" });
    expect(parseWizardMessage({ type: "copyPlan", format: "cli", text: "rm -rf /" })).toEqual({
      type: "copyPlan",
      format: "cli",
    });
    expect(parseWizardMessage({ type: "apply", revision: 3, plan: {} })).toEqual({
      type: "apply",
      revision: 3,
    });
  });

  it.each([
    undefined,
    null,
    "apply",
    { type: "drop" },
    { type: "answer", field: "vpc" },
    { type: "answer", field: 1, value: "x" },
    { type: "answer", field: "vpc", value: { a: 1 } },
    { type: "answer", field: "vpc", value: ["x", 1] },
    { type: "copy", text: "x".repeat(10_001) },
    { type: "copyPlan", format: "toString" },
    { type: "copyPlan" },
  ])("are dropped when they are none: %j", (data) => {
    expect(parseWizardMessage(data)).toBeUndefined();
  });

  const draft = {
    instanceId: "i-1",
    scheme: "http",
    port: "5000",
    path: "/",
    ownName: "",
    hosts: ["h"],
    status: "",
    text: "",
  };

  it("of the test's page are taken over member by member too", () => {
    expect(parseTestMessage({ type: "run", draft: { ...draft, extra: "smuggled" }, more: 1 })).toEqual({
      type: "run",
      draft,
    });
    expect(parseTestMessage({ type: "diagnose", command: "rm" })).toEqual({ type: "diagnose" });
  });

  it.each([
    { ...draft, port: 5000 },
    { ...draft, port: "500000" },
    { ...draft, scheme: "file" },
    { ...draft, hosts: "h" },
    { ...draft, hosts: ["h", 1] },
    { ...draft, hosts: ["x".repeat(256)] },
    { ...draft, status: "2000" },
    { ...draft, text: undefined },
    null,
  ])("of the test's page are dropped when they are none: %j", (wrong) => {
    expect(parseTestMessage({ type: "run", draft: wrong })).toBeUndefined();
  });

  it("of a diagnosis name things by their places, and bring no plans along", () => {
    const sent = { type: "applyFix", revision: 1, finding: 0, fix: 2, plan: { steps: [] } };
    expect(parseDiagnoseMessage(sent)).toEqual({ type: "applyFix", revision: 1, finding: 0, fix: 2 });
    for (const data of [
      { type: "applyFix", revision: 1, finding: -1, fix: 0 },
      { type: "applyFix", revision: 1, finding: 0.5, fix: 0 },
      { type: "copyRequest", revision: 1, finding: "0" },
      { type: "copyUnseen", revision: 1 },
      { type: "copy", text: "x".repeat(20_001) },
      { type: "toString" },
    ]) {
      expect(parseDiagnoseMessage(data)).toBeUndefined();
    }
  });

  it("that were kept over a reload name an endpoint or a service, and nothing else", () => {
    const serviceName = "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf11aa22bb33cc4";
    const kept = { serviceName, endpointId: "vpce-0b0f658879e545d48", name: "orders" };
    expect(parseKept({ ...kept, scopes: [] })).toEqual(kept);
    expect(parseKept({ serviceName, name: "orders" })).toEqual({ serviceName, name: "orders" });
    for (const data of [
      undefined,
      { serviceName },
      { ...kept, endpointId: "vpce-x" },
      { ...kept, serviceName: "<script>" },
      { ...kept, name: 1 },
    ]) {
      expect(parseKept(data)).toBeUndefined();
    }
  });

  it("of a picture and of an audit are no longer than they may be, and complete", () => {
    expect(parseTopologyMessage({ type: "reveal", node: "target/1", x: 1 })).toEqual({
      type: "reveal",
      node: "target/1",
    });
    expect(parseTopologyMessage({ type: "save", svg: "x".repeat(2_000_001) })).toBeUndefined();
    expect(parseTopologyMessage({ type: "copy", text: "x".repeat(2001) })).toBeUndefined();
    expect(parseAuditMessage({ type: "fix", revision: 1, item: 3, command: "rm" })).toEqual({
      type: "fix",
      revision: 1,
      item: 3,
    });
    expect(parseAuditMessage({ type: "fix", revision: 1 })).toBeUndefined();
  });

  it("never make the host throw", () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        parseWizardMessage(data);
        parseTestMessage(data);
        parseDiagnoseMessage(data);
        parseTopologyMessage(data);
        parseAuditMessage(data);
      }),
    );
  });
});
