import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { projectPath } from "../paths.ts";
import { runToEnd, startProcess } from "../processes.ts";
import { userEnvironment } from "../vscode/environment.ts";
import { quietSettings } from "../vscode/quietSettings.ts";

const folder = projectPath(".vscode-test/demo");
const userData = join(folder, "user-data");
const profile = ["--user-data-dir", userData, "--extensions-dir", join(folder, "extensions")];

/** Whether a desktop VS Code can be opened: its command is on the PATH, and there is a display. */
export function hasDesktopVsCode(): boolean {
  const { PATH = "", DISPLAY, WAYLAND_DISPLAY } = process.env;
  const display = process.platform !== "linux" || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
  const name = process.platform === "win32" ? "code.cmd" : "code";
  return display && PATH.split(delimiter).some((place) => existsSync(join(place, name)));
}

/**
 * Installs the package into a profile of the demo's own, so that the user's VS Code stays untouched.
 * Returns the `User` folder of that profile.
 */
export async function prepareDesktop(vsix: string): Promise<string> {
  const userFolder = join(userData, "User");
  await rm(folder, { recursive: true, force: true });
  await mkdir(userFolder, { recursive: true });
  await mkdir(join(folder, "workspace"));
  await writeFile(join(userFolder, "settings.json"), JSON.stringify(quietSettings, null, 2));
  const { code, output } = await runToEnd("code", [...profile, "--install-extension", vsix, "--force"], {
    env: userEnvironment(),
  });
  if (code !== 0) throw new Error(`The desktop VS Code did not install ${vsix}:\n${output}`);
  return userFolder;
}

/** Opens the desktop VS Code; resolves when its window was closed. */
export function openDesktop(): Promise<number> {
  // The command starts VS Code outside of its process group: what ends it is the process id in its lock file.
  process.once("exit", endDesktop);
  const window = ["--new-window", "--wait", join(folder, "workspace")];
  return startProcess("code", [...profile, ...window], { env: userEnvironment() }).exited;
}

function endDesktop(): void {
  const lock = join(userData, "code.lock");
  if (!existsSync(lock)) return;
  try {
    process.kill(Number(readFileSync(lock, "utf8")));
  } catch {
    // The window was closed a moment ago, and VS Code ended with it.
  }
}
