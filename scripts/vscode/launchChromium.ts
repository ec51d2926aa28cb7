import { type Browser, chromium } from "playwright-core";
import { findChromium } from "./findChromium.ts";

// Chromium's sandbox needs user namespaces that containers and root do not have; the rest keeps it off the network.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless Chromium with a throw-away profile. Throws what to install when there is none. */
export async function launchChromium(log: (line: string) => void): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(log), args: flags });
}
