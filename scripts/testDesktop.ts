import { runTests } from "@vscode/test-electron";
import { projectPath } from "./paths.ts";
import { oneTest } from "./report/outcome.ts";
import { print, runStages } from "./report/run.ts";
import { commands } from "./report/stages.ts";
import { bundleHostSuite } from "./vscode/bundleHostSuite.ts";

print("PrivateLink Toolkit: the host suite in a desktop VS Code, which is downloaded on first use.");

await runStages([
  { title: "Build", run: () => commands(["npm", "run", "--silent", "build"]) },
  { title: "Host suite in desktop VS Code", needs: ["Build"], run: hostSuiteOnDesktop },
]);

async function hostSuiteOnDesktop() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === "linux" && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) {
    throw new Error(
      "A desktop VS Code needs a display. Install xvfb and run: xvfb-run -a npm run test:desktop",
    );
  }
  const code = await runTests({
    extensionDevelopmentPath: projectPath("."),
    extensionTestsPath: await bundleHostSuite(),
    cachePath: projectPath(".vscode-test"),
    launchArgs: ["--disable-extensions", "--disable-workspace-trust", "--skip-welcome"],
  });
  return oneTest(code === 0);
}
