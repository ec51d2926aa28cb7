import type { Fabric } from "../sockets/fabric.ts";
import { addressesOf, plainName } from "./lookUp.ts";
import { type Ended, ended, type Program } from "./program.ts";

/** Getent's exit code for a name that is unknown. */
const notFound = 2;

/** `getent hosts|ahosts|ahostsv4 NAME`, answered from the state of the sandbox and never by a real resolver. */
export function getentProgram(fabric: Fabric): Program {
  return (args, { instance }): Ended => {
    const [database = "", name = "", ...rest] = args;
    if (!["hosts", "ahosts", "ahostsv4"].includes(database) || name === "" || rest.length > 0) {
      return ended(1, "", "getent: the sandbox only has: getent hosts|ahosts|ahostsv4 NAME\n");
    }
    const resolution = fabric.lookUp(instance, name);
    const addresses = addressesOf(resolution);
    if (addresses.length === 0) return ended(notFound, "");
    const names = [...new Set([resolution.canonical, plainName(name)])];
    const lines =
      database === "hosts"
        ? addresses.map((address) => `${address.padEnd(15)} ${names.join(" ")}`)
        : addresses.flatMap((address, index) => socketTypes(address, index === 0 ? names[0] : undefined));
    return ended(0, `${lines.join("\n")}\n`);
  };
}

/** One line per socket type; the first of all also has the canonical name. */
function socketTypes(address: string, canonical = ""): string[] {
  const start = address.padEnd(15);
  return [`${start} STREAM ${canonical}`, `${start} DGRAM  `, `${start} RAW    `].map((line) =>
    line.trimEnd(),
  );
}
