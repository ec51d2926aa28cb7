import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runToEnd } from "../processes.ts";

const commandNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const usualPlaces = [
  "/usr/lib/chromium/chromium",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];
const advice =
  "Install Chromium (Debian and Ubuntu: apt-get install chromium) or set CHROMIUM_PATH to a Chromium or Chrome.";

/**
 * Finds the Chromium that shows VS Code to the tests: the one named by CHROMIUM_PATH, else one in the usual
 * places, else, for root on Debian and its relatives, the one that the system's package manager installs.
 * Throws a sentence saying what to install.
 */
export async function findChromium(log: (line: string) => void): Promise<string> {
  const { CHROMIUM_PATH: chosen } = process.env;
  if (chosen !== undefined && chosen !== "") {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH names "${chosen}", which cannot be run. ${advice}`);
  }
  const found = installedChromium();
  if (found !== undefined) return found;
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) throw new Error(advice);
  await installFromSystemPackages(log);
  const installed = installedChromium();
  if (installed === undefined) throw new Error(advice);
  return installed;
}

function installedChromium(): string | undefined {
  const { PATH = "" } = process.env;
  const folders = PATH.split(delimiter).filter((folder) => folder !== "");
  const candidates = folders.flatMap((folder) => commandNames.map((name) => join(folder, name)));
  return [...candidates, ...usualPlaces].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function installFromSystemPackages(log: (line: string) => void): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  log("Installing Chromium from the system's packages (once)");
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]]) {
    const { code, output } = await runToEnd("apt-get", ["--quiet", ...args], { env });
    if (code !== 0) throw new Error(`"apt-get ${args.join(" ")}" failed. ${advice}\n${output}`);
  }
}
