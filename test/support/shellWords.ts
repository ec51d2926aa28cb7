import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect } from "vitest";
import { shellText } from "../../src/core/model/shellText.ts";

/** What a shell would make something of, and everything else; no text can hold the character NUL. */
const special = fc.constantFrom(
  ...[
    "'",
    '"',
    "$(id)",
    "$HOME",
    "`id`",
    ";",
    "|",
    "&",
    "<",
    ">",
    "\n",
    "\\",
    " ",
    "*",
    "!",
    "#",
    "~",
    "{a,b}",
    "-n",
    "%s",
    "=",
    "",
  ],
);
const any = fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !/[\0\ud800-\udfff]/.test(text));
const words = fc.array(fc.oneof(special, any), { maxLength: 6 }).map((parts) => parts.join(""));

const casesPerShell = 1000;

/** Hands random words to a real shell, a thousand at a time: what arrives has to be what was sent, and nothing else. */
export function expectWordsToArrive(cases: number): void {
  const batch = fc.array(words, { minLength: casesPerShell, maxLength: casesPerShell });
  fc.assert(
    fc.property(batch, (sent) => {
      const script = `printf '%s\\0' ${sent.map(shellText).join(" ")}`;
      const { stdout, stderr, status } = spawnSync("sh", { input: script, encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout.split("\0").slice(0, -1)).toEqual(sent);
    }),
    // A batch is not made smaller: what it holds is compared word by word.
    { numRuns: cases / casesPerShell, endOnFailure: true },
  );
}
