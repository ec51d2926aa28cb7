import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Credential } from "./accounts.ts";
import { FileError } from "./files/rules.ts";
import type { SandboxOptions } from "./sandbox.ts";
import { scenarioNames } from "./scenarios/scenarios.ts";
import { readFaultFile } from "./server/faultFile.ts";
import type { Fault } from "./server/faults.ts";

/** What the command line asks for beside the sandbox itself. */
export interface CommandLine {
  sandbox: SandboxOptions;
  /** Where to write the ready line for other processes to find. */
  stateFile?: string;
  /** Where to write the state when the sandbox ends. */
  snapshotFile?: string;
  /** Print what is known about how faithful the sandbox is, instead of starting it. */
  ledger: boolean;
  /** How long the process lives without a lease; without it, until it is told to end. */
  leaseSeconds?: number;
}

/** A mistake on the command line, in a sentence for the user. */
export class OptionError extends Error {}

/** Reads the command line; throws OptionError. */
export function readOptions(args: readonly string[]): CommandLine {
  const values = parsed(args);
  const stateFile = values["state-file"];
  const snapshotFile = values.snapshot;
  const leaseSeconds = optionalNumber("lease-seconds", values["lease-seconds"], 86_400);
  const port = optionalNumber("port", values.port, 65_535);
  const latencyMs = optionalNumber("latency-ms", values["latency-ms"], 60_000);
  return {
    sandbox: {
      scenario: scenarioOf(values.scenario ?? "article"),
      clock: clockOf(values.clock ?? "real"),
      credentials: (values.credential ?? []).map(credentialOf),
      ...(port === undefined ? {} : { port }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(values.faults === undefined ? {} : { faults: faultsIn(values.faults) }),
    },
    ledger: values.ledger ?? false,
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(snapshotFile === undefined ? {} : { snapshotFile }),
    ...(leaseSeconds === undefined ? {} : { leaseSeconds }),
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: text,
        scenario: text,
        clock: text,
        faults: text,
        "latency-ms": text,
        "state-file": text,
        snapshot: text,
        ledger: { type: "boolean" },
        "lease-seconds": text,
        credential: { type: "string", multiple: true },
      },
    }).values;
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function optionalNumber(name: string, text: string | undefined, maximum: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text) && Number(text) <= maximum) return Number(text);
  throw new OptionError(`--${name} must be a whole number from 0 to ${maximum}, not '${text}'.`);
}

function clockOf(text: string): "real" | "fast" {
  if (text === "real" || text === "fast") return text;
  throw new OptionError(`--clock must be real or fast, not '${text}'.`);
}

function scenarioOf(text: string): string {
  if (scenarioNames.includes(text) || existsSync(text)) return text;
  throw new OptionError(
    `--scenario must be ${scenarioNames.join(", ")} or the path of a file; there is no '${text}'.`,
  );
}

function credentialOf(text: string): Credential {
  const [accessKeyId = "", secretAccessKey = "", accountId = ""] = text.split(":");
  if (/^[\w-]{1,128}$/.test(accessKeyId) && secretAccessKey !== "" && /^\d{12}$/.test(accountId)) {
    return { accessKeyId, secretAccessKey, accountId };
  }
  throw new OptionError("--credential must be KEY:SECRET:ACCOUNT, with an account of twelve digits.");
}

function faultsIn(path: string): Fault[] {
  try {
    return readFaultFile(path);
  } catch (error) {
    throw error instanceof FileError ? new OptionError(`--faults: ${error.message}`) : error;
  }
}
