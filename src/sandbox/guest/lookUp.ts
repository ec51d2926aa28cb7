import type { Resolution } from "../network/names.ts";

/** The IPv4 addresses of what was looked up. */
export function addressesOf({ interfaces, publicAddresses }: Resolution): string[] {
  return [...interfaces.map(({ privateIp }) => privateIp), ...publicAddresses];
}

/** A name as DNS compares names: in lower case, without the dot that ends it. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
