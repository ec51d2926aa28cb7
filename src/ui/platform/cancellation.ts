import type { CancellationToken } from "vscode";

/** VS Code's token as the signal that everything below the UI knows; the one place where they meet. */
export function toSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
