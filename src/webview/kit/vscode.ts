import type { Message } from "../../protocol/envelope.ts";

interface Host {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

let host: Host | undefined;

/** Sends one message of the page's protocol to the host. */
type Post<M extends Message> = (message: M) => void;

/** The page's line to the host. VS Code hands it out once per page, so call this once. */
export function connectHost<M extends Message>(): Post<M> {
  const connected = acquireVsCodeApi();
  host = connected;
  return (message) => connected.postMessage(message);
}

/** Keeps what the extension needs to fill this page again when the window is reloaded. */
export function keepForReload(kept: unknown): void {
  host?.setState(kept);
}
