import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cliScript } from "../../src/core/plan/render/cli/cliScript.ts";
import type { Plan } from "../../src/core/plan/step.ts";
import type { Flow } from "../../src/core/wizard/flow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { missingCli } from "./awsCli.ts";
import { Workbench } from "./workbench.ts";

const reason = missingCli();
const skipped = reason === undefined ? "" : ` (skipped: ${reason})`;
const folder = mkdtempSync(join(tmpdir(), "cli-script-test-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** The state of a new sandbox as a file, so that several can begin with the same ids. Looking makes some things, too. */
async function beginning(scenario: string): Promise<string> {
  const workbench = await Workbench.open({ scenario });
  const file = join(folder, `${scenario}.json`);
  writeFileSync(file, JSON.stringify(workbench.sandbox.snapshot()));
  await workbench.close();
  return file;
}

/** Runs a script with nothing in its environment but the sandbox's own files. */
function runScript(script: string, sandbox: Sandbox): Promise<string> {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    AWS_CONFIG_FILE: sandbox.configFile,
    AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile,
  };
  const file = join(folder, `${sandbox.endpoint.replaceAll(/\D/g, "")}.sh`);
  writeFileSync(file, script);
  return new Promise((resolve, reject) => {
    execFile("bash", [file], { env }, (failure, output, errors) =>
      failure === null ? resolve(output) : reject(new Error(`${failure.message}\n${errors}`)),
    );
  });
}

/** Ids, also those of IAM, the eight characters of an endpoint's names, and the two halves of a TXT record. */
const random =
  /(?<![0-9a-f])[0-9a-f]{16,17}(?![0-9a-f])|(?<=vpce-[0-9a-f]{17}-)[a-z0-9]{8}|(?<="_|vpce:)[a-z0-9]{20}|\bA(?:ROA|IPA)[0-9A-Z]{17}\b/g;

/**
 * The state as text, with everything that chance or the time of day decides replaced by the place of its first
 * appearance: two runs that do the same give the same text.
 */
function stateOf(sandbox: Sandbox): string {
  const names = new Map<string, string>();
  const nameOf = (word: string) => {
    const name = names.get(word) ?? `#${names.size}`;
    names.set(word, name);
    return name;
  };
  return (
    JSON.stringify(sandbox.snapshot().state, null, 1)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
      // Health checks go on for as long as the sandbox runs.
      .replaceAll(/"streak": \d+/g, '"streak": "MANY"')
      .replaceAll(random, nameOf)
  );
}

export interface Case {
  readonly scenario: string;
  readonly flow: Flow;
  readonly answers: Answers;
}

/** Minutes that three dozen starts of the AWS CLI may take on a busy machine. */
const limit = 4;

/** Declares the test that each plan leaves the same behind, applied or run as a script. */
export function leaveTheSame(cases: Readonly<Record<string, Case>>): void {
  describe.skipIf(reason !== undefined)(`a plan run by the AWS CLI${skipped}`, () => {
    it.each(Object.entries(cases))(
      "leaves what the executor leaves: %s",
      { timeout: limit * 60_000 },
      async (_, { scenario, flow, answers }) => {
        const snapshot = await beginning(scenario);
        const applied = await Workbench.open({ scenario: snapshot });
        const scripted = await startSandbox({ scenario: snapshot, clock: "fast" });
        try {
          const run = await applied.apply(flow, answers);
          expect(run.status).toBe("done");
          const plan: Plan = run.plan;
          await runScript(cliScript(plan), scripted);
          expect(stateOf(scripted)).toBe(stateOf(applied.sandbox));
        } finally {
          await scripted.close();
          await applied.close();
        }
      },
    );
  });
}
