import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { fromIni } from "@aws-sdk/credential-providers";
import type { VsCodeServer } from "../../../scripts/vscode/startVsCode.ts";

const extensionId = "privatelink-toolkit.privatelink-toolkit";

/** Where a window finds the sandbox that runs. */
export function sandboxFile({ userFolder }: VsCodeServer): string {
  return join(userFolder, "globalStorage", extensionId, "sandbox.json");
}

/** SDK clients of an account of the sandbox that a window has started: somebody else who changes things there. */
export function sandboxClients(server: VsCodeServer, profile: string) {
  const { configFile, credentialsFile, endpoint } = JSON.parse(readFileSync(sandboxFile(server), "utf8"));
  const credentials = fromIni({ profile, filepath: credentialsFile, configFilepath: configFile });
  const options = { region: "us-east-1", endpoint, credentials };
  return {
    ec2: new EC2Client(options),
    iam: new IAMClient(options),
    loadBalancing: new ElasticLoadBalancingV2Client(options),
  };
}
