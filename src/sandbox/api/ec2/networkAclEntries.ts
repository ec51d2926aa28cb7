import { isCidr } from "../../state/addresses.ts";
import type { AclEntry } from "../../state/networkAcls.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { ownAcl } from "./networkAcls.ts";

interface EntryKey {
  NetworkAclId: string;
  RuleNumber: number;
  Egress: boolean;
}

interface EntryRequest extends EntryKey {
  Protocol: string;
  RuleAction: string;
  CidrBlock?: string;
  Ipv6CidrBlock?: string;
  PortRange?: { From?: number; To?: number };
}

/** Protocols that can be written by name. */
const protocolNumbers: Readonly<Record<string, string>> = { all: "-1", icmp: "1", tcp: "6", udp: "17" };
const highestRule = 32_766;

export function createNetworkAclEntry(input: EntryRequest, call: Call): object {
  const acl = ownAcl(input.NetworkAclId, call);
  if (acl.entries.some((entry) => isEntry(entry, input))) {
    const message = `The network acl entry identified by ${input.RuleNumber} already exists.`;
    throw new AwsError("NetworkAclEntryAlreadyExists", message);
  }
  acl.entries.push(entryFrom(input));
  return {};
}

export function replaceNetworkAclEntry(input: EntryRequest, call: Call): object {
  const acl = ownAcl(input.NetworkAclId, call);
  const entry = acl.entries.find((candidate) => isEntry(candidate, input)) ?? refuseUnknown(input);
  acl.entries = acl.entries.map((candidate) => (candidate === entry ? entryFrom(input) : candidate));
  return {};
}

export function deleteNetworkAclEntry(input: EntryKey, call: Call): object {
  const acl = ownAcl(input.NetworkAclId, call);
  const entry = acl.entries.find((candidate) => isEntry(candidate, input)) ?? refuseUnknown(input);
  acl.entries = acl.entries.filter((candidate) => candidate !== entry);
  return {};
}

/** Rules of both directions are numbered on their own. */
function isEntry(entry: AclEntry, key: EntryKey): boolean {
  return entry.ruleNumber === key.RuleNumber && entry.egress === key.Egress;
}

function refuseUnknown({ NetworkAclId, RuleNumber }: EntryKey): never {
  const message = `The network acl entry identified by ${RuleNumber} in ${NetworkAclId} does not exist.`;
  throw new AwsError("InvalidNetworkAclEntry.NotFound", message);
}

function entryFrom(input: EntryRequest): AclEntry {
  const { RuleNumber, Egress, RuleAction } = input;
  if (RuleNumber < 1 || RuleNumber > highestRule)
    throw invalid("ruleNumber", String(RuleNumber), `Must be from 1 to ${highestRule}`);
  if (RuleAction !== "allow" && RuleAction !== "deny")
    throw invalid("ruleAction", RuleAction, "Must be 'allow' or 'deny'");
  return {
    ruleNumber: RuleNumber,
    egress: Egress,
    allow: RuleAction === "allow",
    ...network(input),
    ...traffic(input),
  };
}

function network({ CidrBlock, Ipv6CidrBlock }: EntryRequest): Pick<AclEntry, "cidr" | "cidrIpv6"> {
  if (CidrBlock !== undefined && isCidr(CidrBlock)) return { cidr: CidrBlock };
  if (CidrBlock !== undefined) throw invalid("cidrBlock", CidrBlock, "This is not a valid CIDR block");
  if (Ipv6CidrBlock !== undefined) return { cidrIpv6: Ipv6CidrBlock };
  const message = "Either cidrBlock or ipv6CidrBlock should be provided.";
  throw new AwsError("MissingParameter", message);
}

/** TCP and UDP need ports; `-1` and every other protocol stand for all of them. */
function traffic({ Protocol, PortRange }: EntryRequest): Pick<AclEntry, "protocol" | "fromPort" | "toPort"> {
  const protocol = protocolNumbers[Protocol.toLowerCase()] ?? Protocol;
  if (!/^(-1|\d{1,3})$/.test(protocol)) throw invalid("protocol", Protocol, "Unknown protocol");
  if (protocol !== "6" && protocol !== "17") return { protocol };
  const { From, To } = PortRange ?? {};
  if (From === undefined || To === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter PortRange.From and To");
  }
  if (From > To || From < 0 || To > 65_535) throw invalid("portRange", `${From}-${To}`, "Invalid port range");
  return { protocol, fromPort: From, toPort: To };
}

function invalid(parameter: string, value: string, why: string): AwsError {
  return new AwsError(
    "InvalidParameterValue",
    `Value (${value}) for parameter ${parameter} is invalid. ${why}.`,
  );
}
