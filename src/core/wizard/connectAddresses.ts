import { cidrContains, isIpv4, isReservedAddress } from "../model/cidr.ts";
import type { Subnet } from "../model/network.ts";
import { displayName } from "../model/tags.ts";
import type { EndpointSubnet } from "../plan/connectIntent.ts";
import { type Fields, splitList } from "./fields.ts";
import type { Field, Problem } from "./form.ts";

export interface Addresses {
  readonly field: Field;
  /** The chosen subnets, each with its address if it has one. */
  readonly placed: readonly EndpointSubnet[];
}

/** IPv4 addresses of the user's choice, each in one of the subnets; left empty, AWS chooses. */
export function fixedAddresses(fields: Fields, subnets: readonly Subnet[]): Addresses {
  const field = fields.text("fixedAddresses", "", (text) => checkAddresses(splitList(text), subnets));
  const ips = splitList(field.value);
  const placed = subnets.map(({ id, zoneId, cidr }) => {
    const address = ips.find((ip) => cidrContains(cidr, ip));
    return { id, zoneId, ...(address !== undefined && { address }) };
  });
  return { field: { ...field, mono: true }, placed };
}

function checkAddresses(ips: readonly string[], subnets: readonly Subnet[]): Problem | undefined {
  const wrong = ips.find((ip) => !isIpv4(ip));
  if (wrong !== undefined) return { code: "address", text: wrong };
  const strayed = ips.find((ip) => !subnets.some(({ cidr }) => cidrContains(cidr, ip)));
  if (strayed !== undefined) return { code: "addressInNoChosenSubnet", text: strayed };
  const reserved = ips.find((ip) => subnets.some(({ cidr }) => isReservedAddress(cidr, ip)));
  if (reserved !== undefined) return { code: "addressReserved", text: reserved };
  const double = subnets.find(({ cidr }) => ips.filter((ip) => cidrContains(cidr, ip)).length > 1);
  return double === undefined ? undefined : { code: "addressesInOneSubnet", subnet: displayName(double) };
}
