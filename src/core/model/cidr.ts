/** An IPv4 block such as `10.0.0.0/16`: four decimal octets and a prefix length, host bits allowed as AWS allows them in rules. */
export function isIpv4Cidr(text: string): boolean {
  const [address, prefix, ...rest] = text.split("/");
  if (address === undefined || prefix === undefined || rest.length > 0) return false;
  if (!/^\d{1,2}$/.test(prefix) || Number(prefix) > 32) return false;
  const octets = address.split(".");
  return octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255);
}

/** A TCP port as people type it: 1 to 65535, else `undefined`. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}
