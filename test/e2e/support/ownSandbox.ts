import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LeaseKeeper } from "../../../src/sandbox/lease.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import type { World } from "../../../src/sandbox/state/world.ts";
import { sandboxFile } from "./sandboxClients.ts";
import type { VsCodeWindow } from "./vsCodeWindow.ts";

/**
 * A sandbox in the journey's own process, which the window takes for one that another window has started: what is in it
 * can be broken from here, as people do in a console. It ends with the window.
 */
export async function ownSandbox({ server, closeWith }: VsCodeWindow, scenario: string): Promise<World> {
  const sandbox = await startSandbox({ scenario });
  const keeper = await LeaseKeeper.open(600, () => undefined);
  closeWith(async () => {
    keeper.close();
    await sandbox.close();
  });
  const { accounts, configFile, credentialsFile, endpoint, world } = sandbox;
  const file = sandboxFile(server);
  mkdirSync(dirname(file), { recursive: true });
  const ready = { endpoint, accounts, configFile, credentialsFile, lease: keeper.lease };
  writeFileSync(file, JSON.stringify(ready));
  return world;
}
