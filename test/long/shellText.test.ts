import { it } from "vitest";
import { expectWordsToArrive } from "../support/shellWords.ts";

it("a real shell gives every word back as it is", () => {
  expectWordsToArrive(100_000);
});
