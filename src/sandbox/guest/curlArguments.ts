import { authorityFile, guestAuthorities, guestFile } from "./files.ts";

/** A command line for curl that was understood: what to ask for, and the options to hand to the real curl. */
export interface CurlRequest {
  url: URL;
  /** Host and port that the connection goes to; differs from the URL's with `--connect-to` and `--resolve`. */
  host: string;
  port: number;
  options: string[];
  /** Seconds that connecting may take at most. */
  connectTimeout: string;
  /** The host's path of the file that gets what curl says, instead of the standard error. */
  errorFile?: string;
}

/** Curl gives an attempt to connect five minutes unless it is told otherwise. */
const defaultConnectTimeout = "300";

/** Why a command line is refused, with curl's exit code. */
export interface CurlRefusal {
  exitCode: number;
  message: string;
}

const flags = new Map([
  ["-s", "--silent"],
  ["-S", "--show-error"],
  ["-v", "--verbose"],
  ["-i", "--include"],
  ["-I", "--head"],
  ["-k", "--insecure"],
  ["-f", "--fail"],
  ["-4", "--ipv4"],
]);

const longFlags = ["--http1.1", "--no-progress-meter", ...flags.values()];

/** No configuration file is ever read. */
const withoutConfiguration = ["-q", "--disable"];

const valued = new Map([
  ["-m", "--max-time"],
  ["-o", "--output"],
  ["-w", "--write-out"],
  ["-H", "--header"],
]);

const longValued = [
  "--cacert",
  "--connect-timeout",
  "--connect-to",
  "--noproxy",
  "--resolve",
  "--speed-limit",
  "--speed-time",
  "--stderr",
  ...valued.values(),
];

/**
 * Reads curl's arguments by an allow-list. Everything that could name a file of the host, another protocol or a second
 * URL is refused, whatever curl itself would make of it.
 */
export function readCurlArguments(args: readonly string[], directory: string): CurlRequest | CurlRefusal {
  const reader = new CurlReader(directory);
  const words = expandShortOptions(args);
  for (let position = 0; position < words.length; position += 1) {
    const word = words[position] ?? "";
    if (longValued.includes(word)) {
      position += 1;
      reader.value(word, words[position]);
    } else {
      reader.word(word);
    }
    if (reader.refusal !== undefined) return reader.refusal;
  }
  return reader.request();
}

/** `-sSo FILE` is `-s -S -o FILE`, and `-m5` is `-m 5`. */
function expandShortOptions(args: readonly string[]): string[] {
  return args.flatMap((argument) => {
    if (!/^-[A-Za-z0-9]/.test(argument)) return [argument];
    const words: string[] = [];
    for (let position = 1; position < argument.length; position += 1) {
      const short = `-${argument.charAt(position)}`;
      const long = valued.get(short);
      words.push(long ?? flags.get(short) ?? short);
      if (long === undefined) continue;
      const rest = argument.slice(position + 1);
      return rest === "" ? words : [...words, rest];
    }
    return words;
  });
}

class CurlReader {
  refusal: CurlRefusal | undefined;
  private readonly directory: string;
  private readonly options: string[] = [];
  private readonly urls: string[] = [];
  private readonly detours: string[] = [];
  private readonly addresses: string[] = [];
  private connectTimeout = defaultConnectTimeout;
  private errorFile: string | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  word(word: string): void {
    if (withoutConfiguration.includes(word)) return;
    if (longFlags.includes(word)) this.options.push(word);
    else if (word.startsWith("-") && word !== "--")
      this.refuse(2, `option ${word}: is not available in the sandbox`);
    else if (word !== "--") this.urls.push(word);
  }

  value(option: string, value: string | undefined): void {
    const checked = value === undefined ? undefined : this.checked(option, value);
    if (value === undefined) this.refuse(2, `option ${option}: requires parameter`);
    else if (checked === undefined) this.refuse(2, `option ${option}: the sandbox does not allow '${value}'`);
    else if (option === "--connect-to") this.detours.push(checked);
    else if (option === "--resolve") this.addresses.push(checked);
    else if (option === "--stderr" && checked !== "-") this.errorFile = checked;
    else if (option !== "--noproxy") this.options.push(option, checked);
    if (option === "--connect-timeout" && checked !== undefined) this.connectTimeout = checked;
  }

  request(): CurlRequest | CurlRefusal {
    const [text = "", ...more] = this.urls;
    if (text === "" || more.length > 0) return { exitCode: 2, message: "the sandbox needs exactly one URL" };
    const url = URL.parse(
      /^[a-z][a-z0-9+.-]*:/i.test(text) && text.includes("://") ? text : `http://${text}`,
    );
    if (url === null) return { exitCode: 3, message: "URL using bad/illegal format or missing URL" };
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      const protocol = url.protocol.slice(0, -1);
      return { exitCode: 1, message: `Protocol "${protocol}" not supported or disabled in libcurl` };
    }
    if (url.username !== "" || url.password !== "")
      return { exitCode: 2, message: "the sandbox takes no user in a URL" };
    const secure = url.protocol === "https:";
    const own = { host: url.hostname, port: Number(url.port || (secure ? 443 : 80)) };
    const trusts = this.options.includes("--cacert") || !secure;
    const options = trusts ? this.options : ["--cacert", authorityFile(this.directory), ...this.options];
    const { connectTimeout, errorFile } = this;
    const request = { url, ...this.resolved(this.destination(own)), options, connectTimeout };
    return errorFile === undefined ? request : { ...request, errorFile };
  }

  private checked(option: string, value: string): string | undefined {
    if (option === "--output") return value === "/dev/null" ? value : guestFile(this.directory, value);
    if (option === "--cacert") return guestAuthorities(this.directory, value);
    if (option === "--stderr") return value === "-" ? value : guestFile(this.directory, value);
    // There are no proxies.
    if (option === "--noproxy") return value === "*" ? value : undefined;
    if (option.startsWith("--speed-")) return /^\d{1,6}$/.test(value) ? value : undefined;
    if (option === "--max-time" || option === "--connect-timeout") {
      return /^\d{1,4}(\.\d{1,3})?$/.test(value) ? value : undefined;
    }
    // Both take a file with @, and a format can write to one.
    if (value.startsWith("@") || /%output/i.test(value)) return undefined;
    return value;
  }

  /** `HOST1:PORT1:HOST2:PORT2`, of which each may be empty: the first that matches the URL applies. */
  private destination(own: { host: string; port: number }): { host: string; port: number } {
    for (const detour of this.detours) {
      const [fromHost = "", fromPort = "", toHost = "", toPort = ""] = detour.split(":");
      const applies = ["", own.host].includes(fromHost) && ["", String(own.port)].includes(fromPort);
      if (applies) return { host: toHost || own.host, port: Number(toPort || own.port) };
    }
    return own;
  }

  /** `[+]HOST:PORT:ADDRESS[,ADDRESS…]`: the last that matches applies, with its first address. */
  private resolved(own: { host: string; port: number }): { host: string; port: number } {
    for (const entry of this.addresses.toReversed()) {
      const [host = "", port = "", ...address] = entry.replace(/^\+/, "").split(":");
      const first = address.join(":").split(",")[0] ?? "";
      if (first !== "" && ["*", own.host].includes(host.toLowerCase()) && port === String(own.port))
        return { host: first, port: own.port };
    }
    return own;
  }

  private refuse(exitCode: number, message: string): void {
    this.refusal ??= { exitCode, message };
  }
}
