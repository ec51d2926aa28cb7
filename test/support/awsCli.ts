import { execFile, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

/** Runs one command of the stock AWS CLI; resolves to what it printed, rejects with its words when it fails. */
export type AwsCli = (command: string, ...more: string[]) => Promise<string>;

/** The oldest minor version of each major one that counts as current. */
const oldest: Readonly<Record<string, number>> = { 1: 29, 2: 22 };

/** Why there is no current AWS CLI on this machine; undefined if there is one. */
export function missingCli(): string | undefined {
  const { error, stdout } = spawnSync("aws", ["--version"], { encoding: "utf8" });
  if (error !== undefined) return "there is no `aws` on the PATH";
  const [version, major = "", minor = ""] = /^aws-cli\/(\d+)\.(\d+)/.exec(stdout) ?? [stdout.trim()];
  if (Number(minor) >= (oldest[major] ?? Number.POSITIVE_INFINITY)) return undefined;
  return `"${version}" on the PATH is neither 1.29 or later nor 2.22 or later`;
}

/**
 * The CLI with the keys of one of a sandbox's profiles and nothing else: an empty environment, the sandbox's files for
 * configuration, its folder for a home. A command is split at white space; arguments that have some come after it.
 */
export function awsCli(sandbox: Sandbox, profile: string): AwsCli {
  const env = {
    PATH: process.env["PATH"],
    HOME: dirname(sandbox.configFile),
    LC_ALL: "C.UTF-8",
    AWS_CONFIG_FILE: sandbox.configFile,
    AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile,
    AWS_PAGER: "",
  };
  const always = ["--endpoint-url", sandbox.endpoint, "--profile", profile, "--output", "text"];
  return (command, ...more) =>
    new Promise((resolve, reject) => {
      execFile("aws", [...always, ...command.split(/\s+/), ...more], { env }, (failure, output, error) =>
        failure === null ? resolve(output.trim()) : reject(new Error(error.trim() || failure.message)),
      );
    });
}
