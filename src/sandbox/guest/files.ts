import { join } from "node:path";

/**
 * The host's path of a file of an instance: a plain name, or one below /tmp. Undefined for every other path, so that
 * no program of an instance can touch anything outside the instance's private folder.
 */
export function guestFile(directory: string, name: string): string | undefined {
  const plain = name.startsWith("/tmp/") ? name.slice("/tmp/".length) : name;
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(plain) ? join(directory, plain) : undefined;
}
