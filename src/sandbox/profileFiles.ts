import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PrivateFolder } from "./privateFolder.ts";
import type { Account } from "./state/account.ts";

/** Writes AWS configuration files whose profiles lead a stock AWS CLI or SDK to the sandbox. */
export function writeProfileFiles(
  folder: PrivateFolder,
  endpoint: string,
  accounts: readonly Account[],
): { configFile: string; credentialsFile: string } {
  const configFile = join(folder.path, "config");
  const credentialsFile = join(folder.path, "credentials");
  const config = accounts.map(({ profile }) =>
    section(`profile ${profile}`, { region: "us-east-1", endpoint_url: endpoint }),
  );
  const credentials = accounts.map(({ profile, accessKeyId, secretAccessKey }) =>
    section(profile, { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey }),
  );
  writeFileSync(configFile, config.join("\n"), { mode: 0o600 });
  writeFileSync(credentialsFile, credentials.join("\n"), { mode: 0o600 });
  return { configFile, credentialsFile };
}

function section(name: string, settings: Record<string, string>): string {
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  return `[${name}]\n${lines.join("\n")}\n`;
}
