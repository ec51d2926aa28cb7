import { partitionOf } from "./scope.ts";

/** Marks everything that belongs to a tester. Its value is the id of the endpoint that the tester was made for. */
export const testerTag = "privatelink-toolkit:tester";

/** The role of all testers of an account, and the instance profile that gives it to them. IAM knows no Regions. */
export const testerRoleName = "privatelink-toolkit-tester";

/** AWS's own policy for instances that Systems Manager manages. */
export function agentPolicyArn(region: string): string {
  return `arn:${partitionOf(region)}:iam::aws:policy/AmazonSSMManagedInstanceCore`;
}

/** Lets instances, and nobody else, take a role. */
export const instanceTrustPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

export function testerProfileArn(region: string, account: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:instance-profile/${testerRoleName}`;
}

/** What an account has of the testers' role. */
export interface TesterRole {
  readonly role: boolean;
  /** The policy is attached to the role. */
  readonly policy: boolean;
  readonly profile: boolean;
  /** The role is in the profile. */
  readonly joined: boolean;
}

/** The smallest current types that a tester can have, the cheapest first. Not every zone offers the first. */
export const testerTypes = ["t4g.nano", "t3.nano"] as const;
export type TesterType = (typeof testerTypes)[number];

/** By zone id. */
export type TesterTypesByZone = Readonly<Record<string, readonly TesterType[]>>;
