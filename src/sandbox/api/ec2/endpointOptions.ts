import type { IpAddressType } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import { isRecord } from "../../wire/values.ts";
import type { VisibleService } from "./visibleServices.ts";

export interface DnsOptions {
  DnsRecordIpType?: string;
  PrivateDnsOnlyForInboundResolverEndpoint?: boolean;
  PrivateDnsPreference?: string;
  PrivateDnsSpecifiedDomains?: string[];
}

/** Which records an endpoint may have for its address type; the first is the default. */
const recordTypes: Readonly<Record<IpAddressType, readonly string[]>> = {
  ipv4: ["ipv4"],
  ipv6: ["ipv6"],
  dualstack: ["dualstack", "ipv4", "ipv6", "service-defined"],
};

/** The address type that a request names; ipv4 if it names none. */
export function ipAddressTypeOf(text = "ipv4"): IpAddressType {
  if (text === "ipv4" || text === "ipv6" || text === "dualstack") return text;
  throw new AwsError("InvalidParameterValue", `Invalid value '${text}' for IpAddressType.`);
}

/** The record type of an endpoint's names; throws if it does not fit the address type. */
export function checkedRecordType(options: DnsOptions | undefined, type: IpAddressType): string {
  if (options?.PrivateDnsPreference !== undefined || options?.PrivateDnsSpecifiedDomains !== undefined) {
    const message = "Private DNS preferences are for endpoints to resources and service networks.";
    throw new AwsError("InvalidParameter", message);
  }
  if (options?.PrivateDnsOnlyForInboundResolverEndpoint === true) {
    throw new AwsError("UnsupportedOperation", "The sandbox has no inbound resolver endpoints.");
  }
  const allowed = recordTypes[type];
  const wanted = options?.DnsRecordIpType ?? allowed[0] ?? type;
  if (allowed.includes(wanted)) return wanted;
  const message = `DnsRecordIpType ${wanted} does not fit the IP address type ${type}.`;
  throw new AwsError("InvalidParameter", message);
}

/** An endpoint policy must be JSON with statements, and the service must know policies. */
export function checkedPolicy(document: string, service: VisibleService): string {
  if (service.service !== undefined) {
    throw new AwsError("InvalidParameter", `The service ${service.name} does not support endpoint policies.`);
  }
  if (isPolicy(document)) return document;
  throw new AwsError("InvalidPolicyDocument", "The specified policy document is not valid.");
}

function isPolicy(document: string): boolean {
  try {
    const policy: unknown = JSON.parse(document);
    return isRecord(policy) && policy["Statement"] !== undefined;
  } catch {
    return false;
  }
}
