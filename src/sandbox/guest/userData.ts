/** The application that an instance's user data would start, as far as the sandbox can tell by reading it. */
export interface RecognisedApplication {
  kind: "flask" | "httpServer" | "socketServer";
  protocol: "http" | "https" | "tcp";
  /** Address that it binds. */
  host: string;
  port: number;
  /** Answer to GET /, or what a plain TCP server says to everyone. */
  body: string;
  startsAtBoot: boolean;
  /** Whether it needs packages that an instance has to fetch first. */
  needsPackages: boolean;
}

/**
 * Finds a Flask application, a Python `http.server` or a `socketserver` in user data. The text is read, never run: anything else in it
 * has no effect in the sandbox (ledger: user-data-recognised).
 */
export function recogniseApplication(userData: string): RecognisedApplication | undefined {
  const startsAtBoot = userData.includes("[Service]") && /systemctl\s+(--now\s+)?enable/.test(userData);
  const found = flaskApplication(userData) ?? httpServer(userData) ?? socketServer(userData);
  return found === undefined ? undefined : { ...found, startsAtBoot };
}

type Found = Omit<RecognisedApplication, "startsAtBoot">;

/** Flask binds loopback on port 5000 unless it is told otherwise. */
function flaskApplication(text: string): Found | undefined {
  if (!/\bFlask\s*\(/.test(text)) return undefined;
  const run = /\.run\s*\(([^)]*)\)/.exec(text)?.[1];
  const command = /\bflask\b[^\n]*\brun\b([^\n]*)/.exec(text)?.[1];
  if (run === undefined && command === undefined) return undefined;
  const host = run === undefined ? option(command, "host") : keyword(text, run, "host");
  const port = run === undefined ? option(command, "port") : keyword(text, run, "port");
  return {
    kind: "flask",
    protocol: run?.includes("ssl_context") || command?.includes("--cert") ? "https" : "http",
    host: host ?? "127.0.0.1",
    port: Number(port ?? 5000),
    body: routeAnswer(text) ?? "",
    needsPackages: true,
  };
}

function httpServer(text: string): Found | undefined {
  const made = /HTTPServer\s*\(\s*\(([^,]*),([^)]*)\)/.exec(text);
  const started = /python3?\s+-m\s+http\.server\b([^\n]*)/.exec(text);
  if (made === null && started === null) return undefined;
  const host = made === null ? (option(started?.[1], "bind") ?? "0.0.0.0") : literal(text, made[1] ?? "");
  const port =
    made === null ? (/\b(\d{2,5})\b/.exec(started?.[1] ?? "")?.[1] ?? "8000") : literal(text, made[2] ?? "");
  const written = /\.wfile\.write\s*\(\s*((?:[bfr]*"(?:[^"\\]|\\.)*")|(?:[bfr]*'(?:[^'\\]|\\.)*')|\w+)/.exec(
    text,
  )?.[1];
  return {
    kind: "httpServer",
    protocol: /\bwrap_socket\s*\(/.test(text) ? "https" : "http",
    // An empty address means every address.
    host: host === undefined || host === "" ? "0.0.0.0" : host,
    port: Number(port),
    body: (written === undefined ? undefined : literal(text, written)) ?? "",
    needsPackages: false,
  };
}

function socketServer(text: string): Found | undefined {
  const made = /\bTCPServer\s*\(\s*\(([^,]*),([^)]*)\)/.exec(text);
  if (made === null) return undefined;
  const host = literal(text, made[1] ?? "") ?? "";
  const said =
    /\.(?:sendall|send|write)\s*\(\s*((?:[bfr]*"(?:[^"\\]|\\.)*")|(?:[bfr]*'(?:[^'\\]|\\.)*')|\w+)/.exec(
      text,
    )?.[1];
  return {
    kind: "socketServer",
    protocol: "tcp",
    host: host === "" ? "0.0.0.0" : host,
    port: Number(literal(text, made[2] ?? "")),
    body: (said === undefined ? undefined : literal(text, said)) ?? "",
    needsPackages: false,
  };
}

function routeAnswer(text: string): string | undefined {
  const route = /@\w+\.(?:route|get)\s*\(\s*["']\/["'][^)]*\)([\s\S]*)/.exec(text)?.[1];
  const answer = /\breturn\s+((?:[bfr]*"(?:[^"\\]|\\.)*")|(?:[bfr]*'(?:[^'\\]|\\.)*')|\w+)/.exec(
    route ?? "",
  )?.[1];
  return answer === undefined ? undefined : literal(text, answer);
}

function keyword(text: string, call: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}\\s*=\\s*([^,]+)`).exec(call)?.[1];
  return value === undefined ? undefined : literal(text, value);
}

function option(commandLine: string | undefined, name: string): string | undefined {
  return new RegExp(`--${name}[=\\s]+([\\w.:]+)`).exec(commandLine ?? "")?.[1];
}

/** The value of a Python literal, or of a name that is assigned one somewhere. */
function literal(text: string, expression: string): string | undefined {
  const trimmed = expression.trim();
  const quoted = /^[bfr]*(["'])((?:[^\\]|\\.)*)\1$/.exec(trimmed);
  if (quoted !== null) return unescaped(quoted[2] ?? "");
  if (/^\d+$/.test(trimmed)) return trimmed;
  if (!/^[A-Za-z_]\w*$/.test(trimmed)) return undefined;
  const assigned = new RegExp(`^\\s*${trimmed}\\s*=\\s*(.+)$`, "m").exec(text)?.[1];
  return assigned === undefined || assigned.trim() === trimmed ? undefined : literal(text, assigned);
}

function unescaped(text: string): string {
  const characters: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
  return text.replace(/\\(.)/g, (_, character: string) => characters[character] ?? character);
}
