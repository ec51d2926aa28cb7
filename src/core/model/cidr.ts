/** An IPv4 block such as `10.0.0.0/16`: four decimal octets and a prefix length, host bits allowed as AWS allows them in rules. */
export function isIpv4Cidr(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  if (prefix === undefined || rest.length > 0) return false;
  return /^\d{1,2}$/.test(prefix) && Number(prefix) <= 32 && isIpv4(address);
}

export function isIpv4(text: string): boolean {
  const octets = text.split(".");
  return octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255);
}

/** An IPv6 block such as `2600:1f18::/56`. */
export function isIpv6Cidr(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  if (prefix === undefined || rest.length > 0) return false;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= 128 && isIpv6(address);
}

/** Eight groups of hexadecimal digits; `::` stands once for one or more groups of zeros. */
function isIpv6(text: string): boolean {
  const [head = "", tail, ...rest] = text.split("::");
  const groups = [head, tail ?? ""].flatMap((part) => (part === "" ? [] : part.split(":")));
  if (rest.length > 0 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return tail === undefined ? groups.length === 8 : groups.length < 8;
}

/** Whether every address of an IPv4 block, or one address, lies in another block; `false` for what is not IPv4. */
export function cidrContains(outer: string, inner: string): boolean {
  const block = inner.includes("/") ? inner : `${inner}/32`;
  if (!isIpv4Cidr(outer) || !isIpv4Cidr(block)) return false;
  const [outerAddress = "", outerPrefix] = outer.split("/");
  const [innerAddress = "", innerPrefix] = block.split("/");
  const size = 2 ** (32 - Number(outerPrefix));
  const network = (address: string) => Math.floor(toNumber(address) / size);
  return Number(innerPrefix) >= Number(outerPrefix) && network(outerAddress) === network(innerAddress);
}

/** AWS keeps the first four IPv4 addresses and the last one of every subnet for itself. */
export function isReservedAddress(cidr: string, address: string): boolean {
  if (!cidrContains(cidr, address)) return false;
  const size = 2 ** (32 - Number(cidr.split("/")[1]));
  const offset = toNumber(address) % size;
  return offset < 4 || offset === size - 1;
}

/** Whether an address is the second after the base of a VPC's first block, where Amazon's DNS server answers. */
export function isVpcResolver(cidr: string, address: string): boolean {
  return cidrContains(cidr, address) && toNumber(address) % 2 ** (32 - Number(cidr.split("/")[1])) === 2;
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

/** A TCP port as people type it: 1 to 65535, else `undefined`. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}
