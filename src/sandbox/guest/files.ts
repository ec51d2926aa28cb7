import { join } from "node:path";

/**
 * The host's path of a file of an instance: a plain name, or one below /tmp. Undefined for every other path, so that
 * no program of an instance can touch anything outside the instance's private folder.
 */
export function guestFile(directory: string, name: string): string | undefined {
  const plain = name.startsWith("/tmp/") ? name.slice("/tmp/".length) : name;
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(plain) ? join(directory, plain) : undefined;
}

/** What instances call the file of the certificate authorities that they trust, on the usual distributions. */
const authorityNames = ["/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt"];

/** The host's path of the certificate authorities that every instance trusts. No program can write to it. */
export function authorityFile(directory: string): string {
  return join(directory, "..", "ca-bundle.pem");
}

/** The host's path of a file with certificate authorities: one of the instance's own, or the system's. */
export function guestAuthorities(directory: string, name: string): string | undefined {
  return authorityNames.includes(name) ? authorityFile(directory) : guestFile(directory, name);
}
