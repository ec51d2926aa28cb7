import { BlockList, isIPv6 } from "node:net";

/** Whether a text is an IPv6 network in CIDR notation. */
export function isIpv6Cidr(text: string): boolean {
  const [base = "", bits = ""] = text.split("/");
  return isIPv6(base) && /^\d{1,3}$/.test(bits) && Number(bits) <= 128;
}

/** Whether an IPv6 block contains an address. */
export function ipv6Contains(cidr: string, address: string): boolean {
  if (!isIpv6Cidr(cidr) || !isIPv6(address)) return false;
  const [base = "", bits = ""] = cidr.split("/");
  const block = new BlockList();
  block.addSubnet(base, Number(bits), "ipv6");
  return block.check(address, "ipv6");
}

/**
 * The lowest address of a subnet's IPv6 block, a /64 that ends in `::`, that is not taken. AWS keeps the first four
 * addresses for itself. Nothing is carried to such an address (ledger: ipv6-listed-only).
 */
export function freeIpv6Address(cidr: string, taken: ReadonlySet<string>): string {
  const [base = ""] = cidr.split("/");
  for (let number = 4; ; number += 1) {
    const address = `${base}${number.toString(16)}`;
    if (!taken.has(address)) return address;
  }
}
