import { describe, expect, it } from "vitest";
import { certificateIn, commonName } from "../../../../src/core/probe/certificate.ts";
import { curlCommand } from "../../../../src/core/probe/curlCommand.ts";

describe("a certificate", () => {
  const verbose = [
    "* Server certificate:",
    "*  subject: C=US; O=Example; CN=service.example.com",
    "*  start date: Jan  1 00:00:00 2025 GMT",
    "*  expire date: Jan 31 12:00:00 2027 GMT",
    "*  issuer: C=US; O=Example; CN=Private CA",
  ].join("\n");

  it("is read from curl's words", () => {
    const certificate = {
      subject: "C=US; O=Example; CN=service.example.com",
      issuer: "C=US; O=Example; CN=Private CA",
      expiresAt: Date.UTC(2027, 0, 31, 12),
    };
    expect(certificateIn(verbose)).toEqual(certificate);
    expect(commonName(certificate)).toBe("service.example.com");
  });

  it("is none before the handshake, and has no expiry that cannot be read", () => {
    expect(certificateIn("* TLS alert, unknown CA")).toBeUndefined();
    expect(certificateIn(verbose.replace(/(expire date:) .*/, "$1 never"))).not.toHaveProperty("expiresAt");
  });

  it.each(["O=Example", "CN=*.example.com", "CN=a b"])("%s has no name to ask by", (subject) => {
    expect(commonName({ subject, issuer: "" })).not.toBe("*.example.com");
    expect(commonName({ subject, issuer: "" }) ?? "a").toBe("a");
  });
});

describe("a command for one's own terminal", () => {
  const http = { scheme: "http", port: 5000, path: "/it's" } as const;

  it.each([
    [http, undefined, `curl -v --noproxy '*' --connect-timeout 10 'http://vpce.example:5000/it'\\''s'`],
    [http, "10.1.1.5", `--connect-to ::10.1.1.5:5000 'http://vpce.example:5000/it'\\''s'`],
    [{ ...http, scheme: "tcp" } as const, undefined, "telnet://vpce.example:5000"],
    [
      { scheme: "https", port: 443, path: "/", ownName: "service.example.com" } as const,
      undefined,
      "--connect-to ::vpce.example:443 https://service.example.com:443/",
    ],
  ])("%j at %s", (asked, ip, expected) => {
    expect(curlCommand(asked, "vpce.example", ip).endsWith(expected)).toBe(true);
  });
});
