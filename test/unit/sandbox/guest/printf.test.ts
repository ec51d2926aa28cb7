import { describe, expect, it } from "vitest";
import { printf } from "../../../../src/sandbox/guest/printf.ts";

describe("printf", () => {
  it.each([
    [["hello\\n"], "hello\n"],
    [["%s\\n", "a b"], "a b\n"],
    [["%s-%s;", "a", "b", "c"], "a-b;c-;"],
    [["100%%"], "100%"],
    [["%d", "42"], "42"],
    [["no directives", "ignored"], "no directives"],
    [["\\t\\\\ \\101"], "\t\\ A"],
    [["%s", "\\n stays"], "\\n stays"],
  ])("%j", (args, output) => {
    expect(printf(args)).toEqual({ exitCode: 0, standardOutput: output, standardError: "" });
  });
});
