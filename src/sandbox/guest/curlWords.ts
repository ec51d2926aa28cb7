import type { Ended } from "./program.ts";

/** A connection that curl makes on loopback, and what it stands for. */
export interface Stand {
  /** The port on loopback. */
  loopbackPort: number;
  host: string;
  /** What the host's name stands for in the emulated network. */
  address: string;
  port: number;
  /** The instance's own address. */
  ownAddress: string;
  /** The user named another host to connect to than the URL's, so curl says which. */
  isDetour: boolean;
}

/**
 * Curl's own words about a connection, with the addresses that the instance would have seen. They are told by the port on
 * loopback, which nobody else has at that time, so what the application says stays as it is.
 */
export function inEmulatedNetwork(result: Ended, stand: Stand): Ended {
  return {
    ...result,
    standardOutput: emulated(result.standardOutput, stand),
    standardError: emulated(result.standardError, stand),
  };
}

function emulated(text: string, stand: Stand): string {
  const { address, host, loopbackPort, ownAddress, port } = stand;
  const detour = new RegExp(
    `^\\* Connecting to (hostname: 127\\.0\\.0\\.1|port: ${loopbackPort})\\r?\\n`,
    "gm",
  );
  // Versions differ in how they say it; without a name to connect to, one calls it `(nil)`.
  const connected = new RegExp(
    `((?:Connected|Established connection) to) \\S+ \\(127\\.0\\.0\\.1(\\)?) port ${loopbackPort}`,
  );
  const aim = (_: string, what: string) =>
    stand.isDetour
      ? `* Connecting to ${what.startsWith("port") ? `port: ${port}` : `hostname: ${host}`}\n`
      : "";
  return text
    .replace(detour, aim)
    .replaceAll(`Trying 127.0.0.1:${loopbackPort}`, `Trying ${address}:${port}`)
    .replace(connected, `$1 ${host} (${address}$2 port ${port}`)
    .replaceAll(
      `Failed to connect to 127.0.0.1 port ${loopbackPort}`,
      `Failed to connect to ${host} port ${port}`,
    )
    .replaceAll(`127.0.0.1 port ${loopbackPort}`, `${address} port ${port}`)
    .replaceAll(/(\* .*) from 127\.0\.0\.1 port (\d+)/g, `$1 from ${ownAddress} port $2`)
    .replaceAll(
      /(\* Connection #\d+ to host) (?:127\.0\.0\.1|\S+:\d+) left intact/g,
      `$1 ${host} left intact`,
    );
}

/** What `--write-out` calls the other end of a connection that came about. */
export function writtenOut(options: readonly string[], { address, port }: Stand): readonly string[] {
  return options.map((option, index) =>
    options[index - 1] === "--write-out"
      ? option.replaceAll("%{remote_ip}", address).replaceAll("%{remote_port}", String(port))
      : option,
  );
}
