import type { RoleSession } from "./identity.ts";

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
  /** Zones that AWS does not offer to this account; new accounts do not get the oldest ones. */
  closedZoneIds?: readonly string[];
  /** The role that the caller has assumed, if the keys are temporary. */
  session?: RoleSession;
}
