import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Fabric, Route } from "../sockets/fabric.ts";
import { type CurlRequest, readCurlArguments } from "./curlArguments.ts";
import { inEmulatedNetwork, type Stand, writtenOut } from "./curlWords.ts";
import { type Ended, ended, type Program, type Surroundings } from "./program.ts";

/** A name that no resolver even tries to look up, because one of its labels is empty. */
const unresolvable = "unknown..name";
/** Added to what curl says where connecting should have got no answer, but this system gives one. */
const degradedNote =
  "sandbox: this system cannot drop an attempt to connect, so it was taken and never answered\n";
const maximumFileSize = 1_000_000;
/** AWS keeps 24,000 characters of a command's output; this only bounds what is held until it is cut. */
const maximumOutput = 200_000;

/** The instances' curl: the host's real one, with every connection led into the emulated network. */
export function curlProgram(fabric: Pick<Fabric, "lay">): Program {
  return async (args, surroundings) => {
    const request = readCurlArguments(args, surroundings.directory);
    if ("exitCode" in request)
      return ended(request.exitCode, "", `curl: (${request.exitCode}) ${request.message}\n`);
    const binary = findCurl();
    if (binary === undefined)
      return ended(127, "", "curl: the sandbox found no curl on the machine it runs on\n");
    const route = await fabric.lay(surroundings.instance, request.host, request.port);
    try {
      const target = route.verdict === "nxdomain" ? `${unresolvable}:80` : `127.0.0.1:${route.port}`;
      // Connected to a port that never answers, curl does not count its time to connect any more.
      const patience = route.degraded ? ["--max-time", request.connectTimeout] : [];
      const stand = standFor(request, route, surroundings);
      const isMade = route.verdict === "forward" || route.verdict === "answer";
      const asked = isMade ? { ...request, options: [...writtenOut(request.options, stand)] } : request;
      const said = await run(binary, curlCommandLine(asked, target, patience), surroundings);
      const result = inEmulatedNetwork(said, stand);
      if (route.degraded) result.standardError += degradedNote;
      return keepErrors(
        route.verdict === "nxdomain" ? withHostName(result, request.host) : result,
        request.errorFile,
      );
    } finally {
      route.close();
    }
  };
}

function standFor({ host, port, url }: CurlRequest, route: Route, { instance }: Surroundings): Stand {
  return {
    loopbackPort: route.port,
    host,
    address: route.address,
    port,
    ownAddress: instance.privateIp,
    isDetour: host !== url.hostname,
  };
}

/**
 * The last `--connect-to` matches every host and port, so the connection cannot leave loopback. `-q` has to come first
 * to keep curl from reading a configuration file.
 */
function curlCommandLine(request: CurlRequest, target: string, last: readonly string[]): string[] {
  const limits = [
    "--noproxy",
    "*",
    "--proto",
    "=http,https",
    "--max-redirs",
    "0",
    "--max-filesize",
    String(maximumFileSize),
  ];
  return [
    "-q",
    "--globoff",
    ...limits,
    ...request.options,
    ...last,
    "--connect-to",
    `::${target}`,
    "--",
    request.url.href,
  ];
}

function run(binary: string, args: string[], { directory, signal }: Surroundings): Promise<Ended> {
  return new Promise((resolve) => {
    const env = process.platform === "win32" ? { SystemRoot: process.env["SystemRoot"] ?? "" } : {};
    const child = spawn(binary, args, {
      shell: false,
      windowsHide: true,
      cwd: directory,
      env,
      signal,
      killSignal: "SIGKILL",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { standardOutput: "", standardError: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.standardOutput = (output.standardOutput + text).slice(0, maximumOutput);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output.standardError = (output.standardError + text).slice(0, maximumOutput);
    });
    // An abort is reported as an error too; the process is over, and its exit counted, at `close`.
    child.on("error", (error) => {
      if (child.pid === undefined) resolve(ended(127, "", `curl: ${error.message}\n`));
    });
    child.on("close", (code) => resolve({ exitCode: code ?? 137, ...output }));
  });
}

/** As with `--stderr FILE`: the file is there even if curl says nothing. */
async function keepErrors(result: Ended, file: string | undefined): Promise<Ended> {
  if (file === undefined) return result;
  await writeFile(file, result.standardError, { mode: 0o600 });
  return { ...result, standardError: "" };
}

function withHostName(result: Ended, host: string): Ended {
  return {
    exitCode: result.exitCode,
    standardOutput: result.standardOutput.replaceAll(unresolvable, host),
    standardError: result.standardError.replaceAll(unresolvable, host),
  };
}

function findCurl(): string | undefined {
  const name = process.platform === "win32" ? "curl.exe" : "curl";
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
