import { shellText } from "../model/shellText.ts";
import { type ProbeRequest, probeUrl } from "./request.ts";
import { inUrl } from "./script.ts";

type Asked = Pick<ProbeRequest, "scheme" | "port" | "path">;

/** A request as a command for one's own terminal; what only connects takes a curl that knows Telnet. */
export function curlCommand(asked: Asked, host: string, { ip }: { readonly ip?: string } = {}): string {
  const url = asked.scheme === "tcp" ? `telnet://${host}:${asked.port}` : probeUrl(asked, host);
  const detour = ip === undefined ? [] : ["--connect-to", `::${inUrl(ip)}:${asked.port}`];
  return ["curl", "-v", "--noproxy", "*", "--connect-timeout", "10", ...detour, url].map(shellText).join(" ");
}

/** The request to a service by its own name, which its certificate has, led to a name of the endpoint. */
export function curlByOwnName(asked: Asked, ownName: string, host: string): string {
  const detour = `${ownName}:${asked.port}:${host}:${asked.port}`;
  return ["curl", "-v", "--connect-to", detour, probeUrl(asked, ownName)].map(shellText).join(" ");
}
