/** An IPv4 address as a number. */
function addressNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** A number as an IPv4 address. */
function addressText(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/** Whether a text is a dotted IPv4 address. */
export function isAddress(text: string): boolean {
  return /^(\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split(".").every((part) => Number(part) <= 255);
}

/** Whether a text is an IPv4 network in CIDR notation. */
export function isCidr(text: string): boolean {
  const [base = "", bits = ""] = text.split("/");
  return isAddress(base) && /^\d{1,2}$/.test(bits) && Number(bits) <= 32;
}

/** First address and number of addresses of a CIDR block. */
export function cidrRange(cidr: string): { first: number; size: number } {
  const [base = "", bits = "32"] = cidr.split("/");
  const size = 2 ** (32 - Number(bits));
  const number = addressNumber(base);
  return { first: number - (number % size), size };
}

/** Whether a CIDR block contains an address. */
export function cidrContains(cidr: string, address: string): boolean {
  const { first, size } = cidrRange(cidr);
  const number = addressNumber(address);
  return number >= first && number < first + size;
}

/** Whether an address of a subnet is one of those that AWS keeps: the first four and the last one. */
export function isReserved(cidr: string, address: string): boolean {
  const { first, size } = cidrRange(cidr);
  const position = addressNumber(address) - first;
  return position < 4 || position === size - 1;
}

/**
 * The lowest address of a subnet that is not taken, or undefined if the subnet is full. AWS keeps the first four
 * addresses and the last one of every subnet for itself.
 */
export function freeAddress(cidr: string, taken: ReadonlySet<string>): string | undefined {
  const { first, size } = cidrRange(cidr);
  for (let number = first + 4; number < first + size - 1; number += 1) {
    const address = addressText(number);
    if (!taken.has(address)) return address;
  }
  return undefined;
}
