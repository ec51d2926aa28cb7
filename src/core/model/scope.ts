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

export interface OpenScope extends Scope, Identity {}

/** What a person calls the account: its alias, else the profile's name. */
export function accountName({ alias, profile }: OpenScope): string {
  return alias ?? profile;
}
