/** An AWS account of the sandbox with the one key pair that opens it. */
export interface Account {
  id: string;
  /** Name of its profile in the sandbox's configuration files. */
  profile: string;
  /** IAM account alias; empty if it has none. */
  alias: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** How far the letters of the account's zone names are shifted against the zone ids. */
  zoneShift: number;
}
