import type { World } from "./world.ts";

/** An IAM role. IAM knows no Regions. */
export interface Role {
  account: string;
  arn: string;
  id: string;
  name: string;
  path: string;
  description?: string;
  /** JSON text of the policy that says who may assume it. */
  trustPolicy: string;
  maxSessionSeconds: number;
  policyArns: string[];
  tags: Map<string, string>;
  createdAt: Date;
}

/** What gives an instance its role; at most one. */
export interface InstanceProfile {
  account: string;
  arn: string;
  id: string;
  name: string;
  path: string;
  roleArn?: string;
  tags: Map<string, string>;
  createdAt: Date;
  /** IAM is eventually consistent: EC2 knows a new profile only from then on. */
  knownToEc2At: Date;
}

/** Temporary credentials for a role. */
export interface RoleSession {
  account: string;
  accessKeyId: string;
  secretAccessKey: string;
  token: string;
  expiresAt: Date;
  roleArn: string;
  roleId: string;
  sessionName: string;
}

/** The ARN under which a session acts. */
export function sessionArn({ account, roleArn, sessionName }: RoleSession): string {
  return `arn:aws:sts::${account}:assumed-role/${roleArn.split("/").at(-1)}/${sessionName}`;
}

/** AWS's policy that lets an instance's agent register with Systems Manager. */
const agentPolicy = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

/** Whether the role behind an instance profile lets the agent register with Systems Manager. */
export function letsAgentRegister(world: World, profileArn: string | undefined): boolean {
  const profile = world.instanceProfiles.get(profileArn ?? "");
  return world.roles.get(profile?.roleArn ?? "")?.policyArns.includes(agentPolicy) ?? false;
}
