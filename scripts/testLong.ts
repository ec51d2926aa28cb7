import { globSync } from "node:fs";
import { projectPath } from "./paths.ts";
import { print, runStages, type Stage } from "./report/run.ts";
import { commands, hostSuite, vitest } from "./report/stages.ts";
import { vsCodeVersions } from "./vscode/fetchVsCode.ts";

print("PrivateLink Toolkit: what takes longer than a change should wait for.");

const sweeps: Stage = { title: "Sweeps", run: () => vitest("long") };
const hasSweeps = globSync("test/long/**/*.test.ts", { cwd: projectPath(".") }).length > 0;

await runStages([
  { title: "Build", run: () => commands(["npm", "run", "--silent", "build"]) },
  {
    title: `Host suite in the oldest supported VS Code (code-server ${vsCodeVersions.floor.codeServer})`,
    needs: ["Build"],
    run: () => hostSuite(vsCodeVersions.floor),
  },
  ...(hasSweeps ? [sweeps] : []),
]);
