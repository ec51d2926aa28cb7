/** A profile used in one Region. Everything the toolkit reads or changes happens in a scope. */
export interface Scope {
  readonly profile: string;
  readonly region: string;
}

export type ScopeId = string;

export function scopeId({ profile, region }: Scope): ScopeId {
  return `${profile}@${region}`;
}

/** Whose credentials a scope uses, as STS and IAM tell. */
export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  /** The account's IAM alias, where there is one and it may be read. */
  readonly alias?: string;
}

export interface OpenScope extends Scope, Identity {
  /** The host that calls go to instead of AWS, because the profile or the environment says so. */
  readonly endpoint?: string;
}

/** The partition that a Region belongs to, by AWS's naming of Regions; ARNs and DNS suffixes differ between them. */
export function partitionOf(region: string): string {
  const [, partition] = partitions.find(([prefix]) => region.startsWith(prefix)) ?? ["", "aws"];
  return partition;
}

/** The ARN of an EC2 resource of an account. */
export function ec2Arn({ region, account }: OpenScope, resource: string): string {
  return `arn:${partitionOf(region)}:ec2:${region}:${account}:${resource}`;
}

const partitions = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-isob-", "aws-iso-b"],
  ["us-iso-", "aws-iso"],
  ["eusc-", "aws-eusc"],
] as const;

/** What a person calls the account: its alias, else the profile's name. */
export function accountName({ alias, profile }: OpenScope): string {
  return alias ?? profile;
}
