import type { Certificate } from "./report.ts";
import { isHostName } from "./request.ts";

/** What `curl --verbose` says of the server's certificate; nothing when the handshake did not come so far. */
export function certificateIn(verbose: string): Certificate | undefined {
  const subject = /^\*\s+subject: (.+)$/m.exec(verbose)?.[1]?.trim();
  const issuer = /^\*\s+issuer: (.+)$/m.exec(verbose)?.[1]?.trim();
  if (subject === undefined || issuer === undefined) return undefined;
  const end = Date.parse(/^\*\s+expire date: (.+)$/m.exec(verbose)?.[1]?.trim() ?? "");
  return { subject, issuer, ...(Number.isNaN(end) ? {} : { expiresAt: end }) };
}

/** The name that the certificate is for, when its subject says one and not a wildcard: `CN=service.example.com`. */
export function commonName({ subject }: Certificate): string | undefined {
  const name = /(?:^|[;,/\s])CN\s*=\s*([^;,/\s]+)/.exec(subject)?.[1];
  return name !== undefined && isHostName(name) ? name : undefined;
}
