import { print, runStages } from "./report/run.ts";
import { commands, hostSuite, vitest } from "./report/stages.ts";
import { vsCodeVersions } from "./vscode/fetchVsCode.ts";

print("PrivateLink Toolkit: what takes longer than a change should wait for.");

await runStages([
  { title: "Build", run: () => commands(["npm", "run", "--silent", "build"]) },
  {
    title: `Host suite in the oldest supported VS Code (code-server ${vsCodeVersions.floor.codeServer})`,
    needs: ["Build"],
    run: () => hostSuite(vsCodeVersions.floor),
  },
  {
    title: "Package",
    needs: ["Build"],
    run: () => commands(["npm", "run", "--silent", "package"]),
  },
  { title: "Long waits", needs: ["Package"], run: () => vitest("long") },
]);
