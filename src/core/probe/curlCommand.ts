import { shellText } from "../model/shellText.ts";
import { type Asked, curlTarget } from "./request.ts";

/** Seconds; a terminal has no limit of its own. */
const connectSeconds = 10;

/** A request as a command for one's own terminal; what only connects takes a curl that knows Telnet. */
export function curlCommand(asked: Asked, host: string, ip?: string): string {
  const target = curlTarget(asked, host, ip).map((word) =>
    asked.scheme === "tcp" ? word.replace(/^http:(.*)\/$/, "telnet:$1") : word,
  );
  const options = ["-v", "--noproxy", "*", "--connect-timeout", String(connectSeconds)];
  return ["curl", ...options, ...target].map(shellText).join(" ");
}
