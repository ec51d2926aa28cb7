import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Lease, LeaseKeeper } from "./lease.ts";
import { ledgerText } from "./ledger/ledger.ts";
import { type CommandLine, OptionError, readOptions } from "./options.ts";
import { type Sandbox, startSandbox } from "./sandbox.ts";

/** The one line that is printed, and written to the state file, when the sandbox is ready. */
interface Ready {
  endpoint: string;
  accounts: { id: string; profile: string; accessKeyId: string; secretAccessKey: string }[];
  configFile: string;
  credentialsFile: string;
  lease?: Lease;
}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.ledger) {
    process.stdout.write(ledgerText());
    return;
  }
  const sandbox = await startSandbox(options.sandbox);
  let keeper: LeaseKeeper | undefined;
  const end = () => {
    if (options.snapshotFile !== undefined) writePrivately(options.snapshotFile, sandbox.snapshot());
    shutDown(sandbox, keeper);
  };
  // Whatever ends the process, no keys stay behind.
  process.on("exit", () => removeTraces(options, sandbox));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
  if (options.leaseSeconds !== undefined) keeper = await LeaseKeeper.open(options.leaseSeconds, end);
  const ready = readyLine(sandbox, keeper?.lease);
  if (options.stateFile !== undefined) writePrivately(options.stateFile, ready);
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function readyLine(
  { endpoint, accounts, configFile, credentialsFile }: Sandbox,
  lease: Lease | undefined,
): Ready {
  const keys = accounts.map(({ id, profile, accessKeyId, secretAccessKey }) => ({
    id,
    profile,
    accessKeyId,
    secretAccessKey,
  }));
  return { endpoint, accounts: keys, configFile, credentialsFile, ...(lease === undefined ? {} : { lease }) };
}

/** Readers never see half a file, and nobody else can read what is in it. */
function writePrivately(path: string, content: object): void {
  const unfinished = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(unfinished, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  renameSync(unfinished, path);
}

function shutDown(sandbox: Sandbox, keeper: LeaseKeeper | undefined): void {
  keeper?.close();
  sandbox.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

function removeTraces(options: CommandLine, sandbox: Sandbox): void {
  rmSync(dirname(sandbox.configFile), { recursive: true, force: true });
  if (options.stateFile !== undefined) rmSync(options.stateFile, { force: true });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The sandbox did not start: ${reason}\n`);
  process.exitCode = error instanceof OptionError ? 2 : 1;
});
