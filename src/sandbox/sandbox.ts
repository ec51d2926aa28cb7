import { join } from "node:path";
import { type Credential, createAccounts } from "./accounts.ts";
import { allHandlers } from "./api/handlers.ts";
import { GuestShell } from "./guest/shell.ts";
import { watchTargets } from "./network/healthWatch.ts";
import { createPrivateFolder, type PrivateFolder, removeDeadFolders } from "./privateFolder.ts";
import { writeProfileFiles } from "./profileFiles.ts";
import { ScenarioBuilder } from "./scenarios/builder.ts";
import { type Beginning, buildScenario, readBeginning } from "./scenarios/scenarios.ts";
import { type Snapshot, takeSnapshot } from "./scenarios/snapshot.ts";
import { type Fault, Faults } from "./server/faults.ts";
import { type CallRecord, Gateway } from "./server/gateway.ts";
import { startHttpServer } from "./server/httpServer.ts";
import { Fabric } from "./sockets/fabric.ts";
import { portOf } from "./sockets/ports.ts";
import type { Account } from "./state/account.ts";
import { Clock, type ClockSpeed } from "./state/clock.ts";
import { emptyWorld, type World } from "./state/world.ts";

export interface SandboxOptions {
  /** Port on 127.0.0.1; 0, the default, lets the system choose. */
  port?: number;
  /** `article` (default) or another scenario's name, or the path of a scenario file or of a snapshot. */
  scenario?: string;
  /** `real` by default. */
  clock?: ClockSpeed;
  /** Milliseconds that every answer is delayed. */
  latencyMs?: number;
  faults?: readonly Fault[];
  /** Accounts with known keys beside the scenario's two. */
  credentials?: readonly Credential[];
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, for every service. */
  endpoint: string;
  accounts: readonly Account[];
  /** The last few thousand authenticated calls, oldest first. */
  calls: CallRecord[];
  /** The state itself. Changing it is a fault that clients then find. */
  world: World;
  /** AWS configuration files with one profile per account. They are deleted by close. */
  configFile: string;
  credentialsFile: string;
  /**
   * The whole state, to start another sandbox from: as JSON in a file it is a scenario. The transitions that are under
   * way happen at once, because their timers are not part of the state.
   */
  snapshot(): Snapshot;
  close(): Promise<void>;
}

/** Starts an AWS on loopback in this process. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const beginning = readBeginning(options.scenario ?? "article");
  const world = emptyWorld();
  world.accounts.push(...createAccounts(beginning.accounts, options.credentials ?? []));
  const clock = new Clock(options.clock ?? "real");
  const fabric = new Fabric(world);
  removeDeadFolders();
  const folder = createPrivateFolder();
  try {
    return await serve(options, { beginning, world, clock, fabric, folder });
  } catch (error) {
    folder.remove();
    throw error;
  }
}

interface Parts {
  beginning: Beginning;
  world: World;
  clock: Clock;
  fabric: Fabric;
  folder: PrivateFolder;
}

async function serve(options: SandboxOptions, parts: Parts): Promise<Sandbox> {
  const { beginning, world, clock, fabric, folder } = parts;
  const handlers = allHandlers(new GuestShell(fabric, join(folder.path, "instances")));
  await buildScenario(new ScenarioBuilder(world, handlers), beginning);
  watchTargets(world, clock);
  const gateway = new Gateway(world, clock, handlers, new Faults(options.faults ?? []));
  const server = await startHttpServer(gateway, options.port ?? 0, options.latencyMs ?? 0);
  const endpoint = `http://127.0.0.1:${portOf(server)}`;
  const close = async () => {
    clock.close();
    for (const command of world.commands.values()) command.cancel.abort();
    server.close();
    server.closeAllConnections();
    await fabric.close();
    folder.remove();
  };
  const files = writeProfileFiles(folder, endpoint, world.accounts);
  const snapshot = () => {
    clock.settle();
    return takeSnapshot(world);
  };
  return { endpoint, accounts: world.accounts, calls: gateway.calls, world, ...files, snapshot, close };
}
