import { Disposable, window, workspace } from "vscode";
import type { RequestsWatch } from "../../app/requestsWatch.ts";

/** Lets requests be looked for as often as the setting says, while the window has the focus. */
export function pollRequests(watch: RequestsWatch): Disposable {
  const minutes = () => workspace.getConfiguration("privatelink").get<number>("requests.pollMinutes", 5);
  watch.setMinutes(minutes());
  watch.setFocused(window.state.focused);
  return Disposable.from(
    window.onDidChangeWindowState(({ focused }) => watch.setFocused(focused)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("privatelink.requests.pollMinutes")) watch.setMinutes(minutes());
    }),
    watch,
  );
}
