import { randomBytes } from "node:crypto";

/** A resource id as AWS makes them: the prefix, a dash and 17 hexadecimal digits. */
export function resourceId(prefix: string): string {
  return `${prefix}-0${randomHex(16)}`;
}

/** Random lower-case hexadecimal digits. */
export function randomHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);
}

/** Random lower-case letters and digits, as in the hash of an endpoint's DNS names. */
export function randomLabel(length: number): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  return [...randomBytes(length)].map((byte) => alphabet.charAt(byte % alphabet.length)).join("");
}
