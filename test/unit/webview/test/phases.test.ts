import { expect, test } from "vitest";
import { phaseNamesOf, phasesOf, scaleOf } from "../../../../src/webview/test/phases.ts";

const http = phaseNamesOf("name", "http");

test("phases are the differences of curl's times", () => {
  expect(phasesOf({ dns: 2, connect: 5, tls: 0, firstByte: 12, total: 13 }, http, false)).toEqual([
    { name: "dns", outcome: "reached", milliseconds: 2 },
    { name: "connect", outcome: "reached", milliseconds: 3 },
    { name: "firstByte", outcome: "reached", milliseconds: 7 },
    { name: "body", outcome: "reached", milliseconds: 1 },
  ]);
});

test("TLS is a phase when there was one", () => {
  const phases = phasesOf(
    { dns: 1, connect: 2, tls: 6, firstByte: 7, total: 8 },
    phaseNamesOf("name", "https"),
    false,
  );
  expect(phases.map(({ name, milliseconds }) => [name, milliseconds])).toEqual([
    ["dns", 1],
    ["connect", 1],
    ["tls", 4],
    ["firstByte", 1],
    ["body", 1],
  ]);
});

test("a timeout is spent in the first phase that did not end", () => {
  expect(phasesOf({ dns: 4, connect: 0, tls: 0, firstByte: 0, total: 10_004 }, http, true)).toEqual([
    { name: "dns", outcome: "reached", milliseconds: 4 },
    { name: "connect", outcome: "waiting", milliseconds: 10_000 },
    { name: "firstByte", outcome: "notReached", milliseconds: 0 },
    { name: "body", outcome: "notReached", milliseconds: 0 },
  ]);
});

test("an unknown name never leaves DNS, but is not waited for", () => {
  const [dns, connect] = phasesOf({ dns: 0, connect: 0, tls: 0, firstByte: 0, total: 12 }, http, false);
  expect(dns).toEqual({ name: "dns", outcome: "stopped", milliseconds: 12 });
  expect(connect?.outcome).toBe("notReached");
});

test("an address needs no DNS, and what only connects has no answer", () => {
  expect(phaseNamesOf("interface", "https")).toEqual(["connect", "tls", "firstByte", "body"]);
  expect(phaseNamesOf("interface", "tcp")).toEqual(["connect"]);
});

test.each([
  [12.1, 16],
  [0.04, 0.1],
  [10_001, 10_000],
  [99, 100],
  [250, 320],
])("%d ms fit on a scale that ends at %d", (total, end) => {
  const marks = scaleOf(total);
  expect(marks).toHaveLength(5);
  expect(marks[0]).toBe(0);
  expect(marks.at(-1)).toBeCloseTo(end);
});
