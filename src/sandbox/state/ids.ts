import { createHash, randomBytes } from "node:crypto";

/** A resource id as AWS makes them: the prefix, a dash and 17 hexadecimal digits. */
export function resourceId(prefix: string): string {
  return `${prefix}-0${randomHex(16)}`;
}

/** The id of what exists because other things do, such as an association: the same parts always give the same id. */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  const digest = createHash("sha256").update(parts.join(" ")).digest("hex");
  return `${prefix}-0${digest.slice(0, 16)}`;
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
