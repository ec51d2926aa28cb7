import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { commandOf } from "../../../../src/core/plan/render/cli/arguments.ts";
import { cliScript } from "../../../../src/core/plan/render/cli/cliScript.ts";
import { cliName } from "../../../../src/core/plan/render/cli/names.ts";
import { shellWord } from "../../../../src/core/plan/render/cli/shellWord.ts";
import type { Plan, Step } from "../../../../src/core/plan/step.ts";
import { outputPlans, renamed } from "../../../support/outputPlans.ts";

/** What bash makes of a command line with these words. */
function throughBash(words: readonly string[]): readonly string[] {
  const script = `id=sg-1; printf '%s\\0' ${words.join(" ")}`;
  return execFileSync("bash", ["-c", script]).toString().split("\0").slice(0, -1);
}

const text = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("'", '"', "\\", "$", "`", "!", "\n", " ", "*", "~", "-", "$(id)", "a"),
    }),
  )
  .filter((each) => !each.includes("\0"));

const word = fc.array(fc.oneof(text, fc.constant({ step: "group", output: "id" })));

describe("a shell word", () => {
  it("is given back by bash as it was, references as the values of their variables", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const quoted = words.map((parts) => shellWord(parts, () => "$id"));
        const meant = words.map((parts) =>
          parts.map((part) => (typeof part === "string" ? part : "sg-1")).join(""),
        );
        expect(throughBash(quoted)).toEqual(meant);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the AWS CLI's names", () => {
  it.each([
    ["VpcId", "vpc-id"],
    ["CreateVpcEndpointServiceConfiguration", "create-vpc-endpoint-service-configuration"],
    ["NetworkLoadBalancerArns", "network-load-balancer-arns"],
    ["GatewayARNs", "gateway-arns"],
    ["Ipv6Addresses", "ipv6-addresses"],
    [
      "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
      "enforce-security-group-inbound-rules-on-private-link-traffic",
    ],
  ])("%s is %s", (name, expected) => {
    expect(cliName(name)).toBe(expected);
  });
});

describe.each(Object.entries(outputPlans))("the script for: %s", (_, plan) => {
  it("is bash", () => {
    expect(() => execFileSync("bash", ["-n"], { input: cliScript(plan) })).not.toThrow();
  });

  it("calls the CLI with what the plan says, whatever the name is", () => {
    const odd = renamed(withoutWaits(plan), "x\nexit 7 #'\u2028\"$(exit 8)");
    expect(callsOf(cliScript(odd))).toEqual(odd.steps.map(expectedCall));
  });
});

/** A program in the place of the AWS CLI that notes its arguments and answers every query with the same word. */
const folder = mkdtempSync(join(tmpdir(), "cli-script-test-"));
const fakeCli = `#!/bin/bash
printf '%s\\0' "$@" >>"$0.calls"
printf '\\n' >>"$0.calls"
query=("\${@: -3:1}")
case $query in Unsuccessful*) ;; \\[*) echo made made made ;; *) echo made ;; esac
`;
writeFileSync(join(folder, "aws"), fakeCli, { mode: 0o755 });

afterAll(() => rmSync(folder, { recursive: true }));

function callsOf(script: string): readonly (readonly string[])[] {
  rmSync(join(folder, "aws.calls"), { force: true });
  execFileSync("bash", ["-s"], { input: script, env: { PATH: `${folder}:${process.env["PATH"]}` } });
  const calls = readFileSync(join(folder, "aws.calls"), "utf8").split("\0\n").slice(0, -1);
  return calls.map((call) => call.split("\0").slice(0, -4));
}

/** The last four arguments ask for the output; references have become what the program answers. */
function expectedCall(step: Step): readonly string[] {
  return commandOf(step, step.scope)
    .flat()
    .map((parts) => parts.map((part) => (typeof part === "string" ? part : "made")).join(""))
    .slice(1);
}

function withoutWaits(plan: Plan): Plan {
  return { ...plan, steps: plan.steps.map(({ before: _, wait: __, ...step }) => step) };
}

describe("arguments that the CLI would read as something else", () => {
  it.each(["-h", "file:///etc/passwd", "https://example.com/"])("go as JSON: %s", (description) => {
    const plan = outputPlans["connect to the service"];
    const [group] = plan?.steps ?? [];
    if (plan === undefined || group === undefined) throw new Error("The plan has no steps.");
    const input = { ...group.input, Description: description };
    const script = cliScript({ ...plan, steps: [{ ...group, input }] });
    expect(script).toContain(`--cli-input-json '{"Description":"${description}"}'`);
    expect(script).not.toContain("--description");
  });
});
