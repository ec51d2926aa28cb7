import type { VsCodeServer } from "./startVsCode.ts";

/** What a window opened for development or tests loads beside the installed extensions. */
export interface WindowPayload {
  /** Absolute path of an unpacked extension to run from its folder. */
  readonly extensionDevelopmentPath?: string;
  /** Absolute path, without `.js`, of a CommonJS module that exports `run(): Promise<void>`. */
  readonly extensionTestsPath?: string;
}

/**
 * Address of a window on the server's workspace. The payload is only read by a server that was started
 * with its smoke test driver.
 */
export function workbenchUrl(
  server: Pick<VsCodeServer, "port" | "workspace">,
  payload?: WindowPayload,
): string {
  const host = `127.0.0.1:${server.port}`;
  const url = new URL(`http://${host}/`);
  url.searchParams.set("folder", server.workspace);
  if (payload !== undefined) {
    const remote = Object.entries(payload).map(([key, path]) => [key, `vscode-remote://${host}${path}`]);
    url.searchParams.set("payload", JSON.stringify([...remote, ["skipWelcome", "true"]]));
  }
  return url.href;
}
