import { print, runStages } from "./report/run.ts";
import { commands, hostSuite, vitest } from "./report/stages.ts";
import { vsCodeVersions } from "./vscode/fetchVsCode.ts";

print("PrivateLink Toolkit: everything that is tested before a change is merged.");

await runStages([
  { title: "Wire schemas", run: () => commands(["npm", "run", "--silent", "generate"]) },
  { title: "Types", run: () => commands(["npm", "run", "--silent", "types"]) },
  { title: "Lint", run: () => commands(["biome", "check", "."], ["knip"]) },
  { title: "Build", run: () => commands(["npm", "run", "--silent", "build"]) },
  {
    title: "Package",
    needs: ["Build"],
    run: () => commands(["npm", "run", "--silent", "package"]),
  },
  { title: "Unit, contract, architecture, manifest, sizes", run: () => vitest("node") },
  {
    title: `Host suite in VS Code (code-server ${vsCodeVersions.current.codeServer})`,
    needs: ["Build"],
    run: () => hostSuite(vsCodeVersions.current),
  },
  { title: "Journeys", needs: ["Package"], run: () => vitest("e2e") },
]);
