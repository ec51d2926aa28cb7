import { join } from "node:path";
import { hasDesktopVsCode, openDesktop, prepareDesktop } from "./demo/desktop.ts";
import { type DemoSandbox, startSandbox } from "./demo/sandboxProcess.ts";
import { projectPath } from "./paths.ts";
import { endAll, runToEnd } from "./processes.ts";
import { vsCodeVersions } from "./vscode/fetchVsCode.ts";
import { packagedExtension } from "./vscode/packagedExtension.ts";
import { quietSettings } from "./vscode/quietSettings.ts";
import { startVsCode } from "./vscode/startVsCode.ts";
import { workbenchUrl } from "./vscode/workbenchUrl.ts";

const say = (line: string): void => console.log(line);

say(
  "PrivateLink Toolkit demo: an AWS on this machine with two accounts, and VS Code with the extension on it.",
);
say("No AWS account is needed and none is touched.");

try {
  await demo();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  await endAll(1);
}

/** Runs until the window, the sandbox or the user ends it. */
async function demo(): Promise<never> {
  const vsix = await packageExtension();
  const { ended } = hasDesktopVsCode() ? await onDesktop(vsix) : await inBrowser(vsix);
  say("Look for the PrivateLink icon in the activity bar. Ctrl-C ends all of it.");
  say(await ended);
  return endAll(0);
}

async function packageExtension(): Promise<string> {
  say("1. Building and packaging the extension");
  const { code, output } = await runToEnd("npm", ["run", "--silent", "package"], { cwd: projectPath(".") });
  if (code !== 0) throw new Error(`The extension could not be built:\n${output}`);
  return packagedExtension();
}

async function onDesktop(vsix: string): Promise<{ ended: Promise<string> }> {
  say("2. Preparing a profile of its own for the desktop VS Code");
  const sandbox = await sandboxFor(await prepareDesktop(vsix));
  say("4. Opening the desktop VS Code");
  void sayWhenStopped(sandbox);
  return { ended: openDesktop().then(() => "The window was closed.") };
}

async function inBrowser(vsix: string): Promise<{ ended: Promise<string> }> {
  say("2. Starting VS Code in the browser (no desktop VS Code: no `code` on the PATH, or no display)");
  const server = await startVsCode({
    version: vsCodeVersions.current,
    smokeTestDriver: false,
    userSettings: quietSettings,
    vsix,
    log: (line) => say(`   ${line}`),
  });
  const sandbox = await sandboxFor(server.userFolder);
  say("4. Open this address in a browser:");
  say(`   ${workbenchUrl(server)}`);
  void sayWhenStopped(sandbox);
  return { ended: server.exited.then(() => "VS Code ended.") };
}

async function sandboxFor(userFolder: string): Promise<DemoSandbox> {
  say("3. Starting the sandbox with the article scenario");
  const extension = "privatelink-toolkit.privatelink-toolkit";
  const sandbox = await startSandbox(join(userFolder, "globalStorage", extension, "sandbox.json"));
  say(`   The sandbox listens on ${sandbox.endpoint}`);
  return sandbox;
}

/** It can be stopped, and started again, from the window. */
async function sayWhenStopped(sandbox: DemoSandbox): Promise<void> {
  await sandbox.exited;
  say("The sandbox was stopped. PrivateLink: Start Sandbox in the window starts a new one.");
}
