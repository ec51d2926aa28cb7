import type { Resolution } from "../network/names.ts";
import type { Fabric } from "../sockets/fabric.ts";
import { addressesOf, plainName } from "./lookUp.ts";
import { type Ended, ended, type Program } from "./program.ts";

interface Question {
  name: string;
  type: "A" | "CNAME";
  short: boolean;
  server?: string;
}

/** Dig's exit code when no server answers. */
const noServer = 9;
/** Names of endpoints and of load balancers live for a minute. */
const secondsToLive = 60;

/** How long and how often to ask; the sandbox answers at once or never. */
const patience = /^\+(time|timeout|tries|retry)=\d{1,3}$/;

/** `dig [@SERVER] [+short] [+time=N] [+tries=N] NAME [A|CNAME]`, answered from the state of the sandbox and never by a real resolver. */
export function digProgram(fabric: Fabric): Program {
  return (args, { instance }): Ended => {
    const question = readQuestion(args);
    if (question === undefined) {
      return ended(
        1,
        "",
        "dig: the sandbox only has: dig [@SERVER] [+short] [+time=N] [+tries=N] NAME [A|CNAME]\n",
      );
    }
    const resolution = fabric.lookUp(instance, question.name, question.server);
    if (resolution.status === "silent") {
      return ended(noServer, ";; connection timed out; no servers could be reached\n");
    }
    const records = recordsFor(question, resolution);
    if (question.short) return ended(0, records.map(({ data }) => `${data}\n`).join(""));
    return ended(0, report(question, resolution, records));
  };
}

interface DnsRecord {
  name: string;
  type: "A" | "CNAME";
  data: string;
}

function readQuestion(args: readonly string[]): Question | undefined {
  const words = args.filter((word) => word !== "+short" && !patience.test(word) && !word.startsWith("@"));
  const servers = args.filter((word) => word.startsWith("@")).map((word) => word.slice(1));
  const [name = "", type = "A", ...rest] = words;
  const kind = type.toUpperCase();
  const isPlain = /^[A-Za-z0-9_*][A-Za-z0-9._*-]*$/.test(name);
  if (!isPlain || rest.length > 0 || servers.length > 1 || (kind !== "A" && kind !== "CNAME"))
    return undefined;
  const [server] = servers;
  const question = { name: plainName(name), type: kind, short: args.includes("+short") } as const;
  return server === undefined ? question : { ...question, server };
}

/** An address is no name: asking for one finds nothing. */
function recordsFor({ name, type }: Question, resolution: Resolution): DnsRecord[] {
  if (resolution.status !== "found" || /^[\d.]+$/.test(name)) return [];
  const { canonical } = resolution;
  const alias: DnsRecord[] = canonical === name ? [] : [{ name, type: "CNAME", data: `${canonical}.` }];
  if (type === "CNAME") return alias;
  return [
    ...alias,
    ...addressesOf(resolution).map((data) => ({ name: canonical, type: "A" as const, data })),
  ];
}

function report({ name, type, server }: Question, resolution: Resolution, records: DnsRecord[]): string {
  const status = resolution.status === "found" ? "NOERROR" : "NXDOMAIN";
  const answers = records.map(
    (record) => `${record.name}.\t${secondsToLive}\tIN\t${record.type}\t${record.data}`,
  );
  const lines = [
    `; <<>> DiG <<>> ${name}${type === "A" ? "" : ` ${type}`}`,
    ";; Got answer:",
    `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: 1`,
    `;; flags: qr rd ra; QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: 0, ADDITIONAL: 0`,
    "",
    ";; QUESTION SECTION:",
    `;${name}.\t\tIN\t${type}`,
    "",
    ...(answers.length === 0 ? [] : [";; ANSWER SECTION:", ...answers, ""]),
    `;; SERVER: ${server ?? "169.254.169.253"}#53`,
  ];
  return `${lines.join("\n")}\n`;
}
