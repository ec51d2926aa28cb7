import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";

/** What a sandbox says about itself, in process or on its ready line. */
interface Reachable {
  endpoint: string;
  accounts: readonly { profile: string; accessKeyId: string; secretAccessKey: string }[];
}

/** Stock SDK clients of one account of a sandbox. */
export interface Clients {
  ec2: EC2Client;
  elbv2: ElasticLoadBalancingV2Client;
  iam: IAMClient;
  ssm: SSMClient;
  sts: STSClient;
  destroy(): void;
}

/** Keys other than the account's own. */
interface KeyPair {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export function clientsOf(
  sandbox: Reachable,
  profile: string,
  region = "us-east-1",
  keys?: KeyPair,
): Clients {
  const account = sandbox.accounts.find((candidate) => candidate.profile === profile);
  if (account === undefined) throw new Error(`The sandbox has no profile ${profile}.`);
  const { accessKeyId, secretAccessKey } = account;
  const settings = {
    region,
    endpoint: sandbox.endpoint,
    credentials: keys ?? { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  };
  const clients = {
    ec2: new EC2Client(settings),
    elbv2: new ElasticLoadBalancingV2Client(settings),
    iam: new IAMClient(settings),
    ssm: new SSMClient(settings),
    sts: new STSClient(settings),
  };
  const destroy = () => {
    for (const client of Object.values(clients)) client.destroy();
  };
  return { ...clients, destroy };
}

/** Polls until `ask` answers something that is not undefined; throws after ten seconds. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error("The condition did not come true within ten seconds.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
