import type { Message } from "../../protocol/envelope.ts";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** Sends one message of the page's protocol to the host. */
type Post<M extends Message> = (message: M) => void;

/** The page's line to the host. VS Code hands it out once per page, so call this once. */
export function connectHost<M extends Message>(): Post<M> {
  const host = acquireVsCodeApi();
  return (message) => host.postMessage(message);
}
