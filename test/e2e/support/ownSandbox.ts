import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { VsCodeServer } from "../../../scripts/vscode/startVsCode.ts";
import { LeaseKeeper } from "../../../src/sandbox/lease.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import type { World } from "../../../src/sandbox/state/world.ts";
import { sandboxFile } from "./sandboxClients.ts";

/**
 * A sandbox in the journey's own process, which the window takes for one that another window has started: what is in it
 * can be broken from here, as people do in a console.
 */
export async function ownSandbox(
  server: VsCodeServer,
  scenario: string,
): Promise<{ readonly world: World; close(): Promise<void> }> {
  const sandbox = await startSandbox({ scenario });
  // The window may end its lease; the sandbox ends with the journey.
  const keeper = await LeaseKeeper.open(600, () => undefined);
  const { accounts, configFile, credentialsFile, endpoint, world } = sandbox;
  const file = sandboxFile(server);
  mkdirSync(dirname(file), { recursive: true });
  const ready = { endpoint, accounts, configFile, credentialsFile, lease: keeper.lease };
  writeFileSync(file, JSON.stringify(ready));
  return {
    world,
    async close() {
      keeper.close();
      await sandbox.close();
    },
  };
}
