import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cliFunctions } from "../../../../src/core/plan/render/cli/functions.ts";
import { shellWord } from "../../../../src/core/plan/render/cli/shellWord.ts";
import type { Wait } from "../../../../src/core/plan/step.ts";
import { absent, judge } from "../../../../src/core/plan/wait.ts";

const folder = mkdtempSync(join(tmpdir(), "cli-functions-test-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs commands after the script's functions; sleeping takes no time. */
function bash(commands: string) {
  const head = `set -euo pipefail\non_stop=stopped\nsleep() { :; }\n${cliFunctions}\n`;
  const env = { PATH: process.env["PATH"], TMPDIR: folder };
  const { status, stdout, stderr } = spawnSync("bash", ["-s"], {
    input: head + commands,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

function word(text: string): string {
  return shellWord([text], () => "");
}

const state = fc.constantFrom("available", "Available", "pending", "failed", "deleted");

const polls = fc.record({
  values: fc.array(state, { maxLength: 3 }),
  until: fc.uniqueArray(fc.constantFrom("available", "deleted", absent), { minLength: 1 }),
  failWhen: fc.uniqueArray(fc.constantFrom("failed", "deleted")),
  any: fc.boolean(),
});

describe("one poll of the script", () => {
  it("is judged as the executor judges it", () => {
    const asJudged = fc.property(fc.array(polls, { minLength: 1, maxLength: 30 }), (cases) => {
      // No time to wait for a second poll: what is not decided by the first says that it is not ready.
      const lines = cases.map(({ values, until, failWhen, any }) => {
        const words = [
          "-1",
          any ? "any" : "all",
          until.join(" "),
          failWhen.join(" "),
          "printf",
          "%s",
          values.join("\t"),
        ];
        return `if wait_until ${words.map(word).join(" ")} 2>"$errors.2"; then echo done; else cut -d' ' -f1 "$errors.2"; fi`;
      });
      const { stdout } = bash(`${lines.join("\n")}\nrm "$errors.2"`);
      const words = { done: "done", failed: "AWS", waiting: "Not", waitingForPerson: "Not" };
      expect(stdout.trim().split("\n")).toEqual(
        cases.map(({ values, until, failWhen, any }) => {
          const wait: Wait = {
            service: "ec2",
            operation: "Describe",
            input: {},
            reason: "serviceAvailable",
            path: "States.*",
            until,
            failWhen,
            timeoutSeconds: 0,
            ...(any ? { enough: "any" } : {}),
          };
          return words[judge(wait, { States: values })];
        }),
      );
    });
    fc.assert(asJudged, { numRuns: 10 });
  });

  it("asks again until the state is there", () => {
    const { stdout } = bash(`echo pending >"$errors.state"
look() { cat "$errors.state"; echo available >"$errors.state"; }
wait_until 60 all available failed look
rm "$errors.state"
echo ready`);
    expect(stdout).toBe("ready\n");
  });

  it("stops at an error that does not pass, with AWS's words", () => {
    const { status, stderr } = bash(`${failing("UnauthorizedOperation")}
wait_until 60 all available failed refuse`);
    expect(status).toBe(1);
    expect(stderr).toContain("(UnauthorizedOperation)");
    expect(stderr).toContain("stopped");
  });
});

/** A command that fails as the CLI does, `count` times, and then succeeds. */
function failing(code: string, count = 100): string {
  return `echo 0 >"$errors.count"
refuse() {
  local count
  count=$(($(cat "$errors.count") + 1))
  echo "$count" >"$errors.count"
  if [ "$count" -le ${count} ]; then
    echo "An error occurred (${code}) when calling the X operation: no" >&2
    return 254
  fi
  echo answer
}`;
}

describe("a call of the script", () => {
  it("is repeated while something it needs cannot be found yet", () => {
    const { stdout } = bash(`${failing("InvalidGroup.NotFound", 3)}\necho "$(call '' refuse)"`);
    expect(stdout).toBe("answer\n");
  });

  it("is content when its work is done already", () => {
    const { status } = bash(
      `${failing("InvalidPermission.Duplicate")}\nact InvalidPermission.Duplicate refuse`,
    );
    expect(status).toBe(0);
  });

  it("fails with AWS's words for every other error", () => {
    const { status, stderr } = bash(`${failing("InvalidPermission.Duplicate")}\nact '' refuse\necho on`);
    expect(status).toBe(1);
    expect(stderr).toContain("(InvalidPermission.Duplicate)");
  });

  it("fails for items that AWS did not act on", () => {
    const { status, stderr } = bash("act '' printf 'vpce-1 NotFound no such endpoint'\necho on");
    expect(status).toBe(1);
    expect(stderr).toContain("vpce-1");
    expect(bash("act '' printf None").status).toBe(0);
  });
});
