import { spawnSync } from "node:child_process";

/** Why scripts for the AWS CLI cannot be run here, or nothing when they can. Endpoints of profiles came with 1.29 and 2.13. */
export function whyNoAwsCli(): string | undefined {
  const { status, stdout } = spawnSync("aws", ["--version"], { encoding: "utf8" });
  if (status !== 0) return "there is no `aws` on the PATH";
  const [, major = "0", minor = "0"] = /^aws-cli\/(\d+)\.(\d+)/.exec(stdout) ?? [];
  const isCurrent = Number(minor) >= (major === "1" ? 29 : 22);
  return isCurrent ? undefined : `${stdout.trim()} is older than 1.29 and 2.22`;
}
