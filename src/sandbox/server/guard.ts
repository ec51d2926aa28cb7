import type { IncomingHttpHeaders } from "node:http";

/**
 * Why a request is refused before it is even read, or undefined. The server listens on loopback, where any web page
 * can send requests to it: a browser gives itself away by `Origin` or `Sec-Fetch-*`, and a rebound DNS name by `Host`.
 */
export function refusal(headers: IncomingHttpHeaders, port: number): string | undefined {
  const allowedHosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!allowedHosts.includes(headers.host ?? "")) return "This Host is not served here.";
  const fromBrowser = Object.keys(headers).some((name) => name === "origin" || name.startsWith("sec-fetch-"));
  return fromBrowser ? "Browsers are not served here." : undefined;
}
