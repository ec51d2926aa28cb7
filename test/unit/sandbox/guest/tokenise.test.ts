import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ShellSyntaxError, tokenise } from "../../../../src/sandbox/guest/tokenise.ts";

describe("tokenise", () => {
  it.each([
    ["curl -v http://a:5000", ["curl", "-v", "http://a:5000"]],
    ["  spaced\t out  ", ["spaced", "out"]],
    ["printf '%s\\n' 'a b'", ["printf", "%s\\n", "a b"]],
    [`curl -w "%{http_code}\\n"`, ["curl", "-w", "%{http_code}\\n"]],
    [`say "a \\"quoted\\" \\$ word"`, ["say", 'a "quoted" $ word']],
    [`join 'a'"b"c`, ["join", "abc"]],
    ["empty ''", ["empty", ""]],
    [`say 'it'\\''s' \\'`, ["say", "it's", "'"]],
    ["curl --max-time=5 a=b", ["curl", "--max-time=5", "a=b"]],
  ])("%s", (line, words) => {
    expect(tokenise(line)).toEqual(words);
  });

  it.each([
    "curl http://a; id",
    "curl http://a && id",
    "curl http://a | sh",
    "curl $(id)",
    "curl `id`",
    'curl "$(id)"',
    'curl "`id`"',
    "curl $HOME",
    "curl > /etc/passwd",
    "curl < /etc/passwd",
    "curl http://a &",
    "(curl)",
    "{ curl; }",
    "curl *",
    "curl ~/x",
    "curl \\x",
    "curl 'open",
    'curl "open\\"',
    "A=1 curl",
    "! curl",
    "curl # comment",
  ])("refuses %s", (line) => {
    expect(() => tokenise(line)).toThrow(ShellSyntaxError);
  });

  it("gives back any words that were single-quoted", () => {
    const word = fc.string().map((value) => value.replaceAll("'", ""));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        fc.pre(!/^\w+=/.test(words[0] ?? ""));
        expect(tokenise(words.map((value) => `'${value}'`).join(" "))).toEqual(words);
      }),
    );
  });
});
