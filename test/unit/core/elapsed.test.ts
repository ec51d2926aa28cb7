import { describe, expect, it } from "vitest";
import { elapsedSoFar } from "../../../src/text/page.ts";

describe("how long something has been running", () => {
  it.each([
    [59_999, "59 s"],
    [60_000, "1 min 0 s"],
    [3_599_000, "59 min 59 s"],
    [7_260_000, "2 h 1 min"],
    [266_400_000, "3 d 2 h"],
  ])("%i ms reads %s", (milliseconds, words) => {
    expect(elapsedSoFar(milliseconds)).toBe(words);
  });
});
