import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Drafts } from "../../../../src/webview/kit/drafts.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function newDrafts() {
  const sent: [string, string][] = [];
  return { sent, drafts: new Drafts((field, text) => sent.push([field, text])) };
}

test("a text is sent once, after the typing has paused", () => {
  const { drafts, sent } = newDrafts();
  for (const text of ["5", "50", "500"]) drafts.type("port", text);
  expect(sent).toEqual([]);
  vi.runAllTimers();
  expect(sent).toEqual([["port", "500"]]);
});

test("flushing sends at once, and not again when the pause ends", () => {
  const { drafts, sent } = newDrafts();
  drafts.type("port", "500");
  drafts.type("name", "hello");
  drafts.flush("port");
  expect(sent).toEqual([["port", "500"]]);
  drafts.flush();
  vi.runAllTimers();
  expect(sent).toEqual([
    ["port", "500"],
    ["name", "hello"],
  ]);
});

test("a snapshot from before the last keystroke takes nothing away", () => {
  const { drafts } = newDrafts();
  drafts.type("port", "5");
  drafts.flush();
  drafts.type("port", "50");
  drafts.confirm("port", "5");
  expect(drafts.text("port", "5")).toBe("50");
});

test("a text that is typed back to an older one still counts as typed", () => {
  const { drafts, sent } = newDrafts();
  drafts.type("port", "50");
  drafts.flush();
  drafts.type("port", "5");
  drafts.confirm("port", "5");
  drafts.flush();
  expect(sent.at(-1)).toEqual(["port", "5"]);
});

test("a confirmed text gives way to what the host says later", () => {
  const { drafts } = newDrafts();
  drafts.type("port", "50");
  drafts.flush();
  drafts.confirm("port", "50");
  expect(drafts.text("port", "8080")).toBe("8080");
});

test("what is cleared is neither shown nor sent", () => {
  const { drafts, sent } = newDrafts();
  drafts.type("port", "50");
  drafts.clear();
  vi.runAllTimers();
  expect(sent).toEqual([]);
  expect(drafts.text("port", "5000")).toBe("5000");
});
