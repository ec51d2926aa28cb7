import { StatusBarAlignment, window } from "vscode";
import type { Session } from "../../app/session.ts";
import { accountName } from "../../core/model/scope.ts";
import { viewTexts } from "../../text/messages.ts";

/** One item in the status bar: which accounts and Regions are open, or that it is all a sandbox. */
export function showScopeStatus(session: Session) {
  const item = window.createStatusBarItem("privatelink.scopes", StatusBarAlignment.Left, 10);
  item.name = "PrivateLink";
  item.command = "privatelink.scopes.choose";
  item.tooltip = viewTexts.statusTooltip;
  let newest = 0;
  const update = async () => {
    newest += 1;
    const mine = newest;
    const { scopes } = session.inventory.state;
    if (scopes.length === 0) return item.hide();
    const names = [...new Set(scopes.map(({ scope }) => accountName(scope)))].join(", ");
    const regions = [...new Set(scopes.map(({ scope }) => scope.region))].join(", ");
    const where = `${names} · ${regions}`;
    const prefix = session.isSandbox ? viewTexts.sandbox : await overrideOf(session);
    if (mine !== newest) return;
    item.text = prefix === undefined ? `$(link) ${where}` : `$(link) ${prefix} ${where}`;
    item.accessibilityInformation = { label: `PrivateLink ${prefix ?? ""} ${where}`, role: "button" };
    item.show();
  };
  const unsubscribe = session.inventory.changed.add(() => void update());
  return {
    dispose() {
      newest += 1;
      unsubscribe();
      item.dispose();
    },
  };
}

/** Calls that do not go to AWS must never look as if they did. */
async function overrideOf(session: Session): Promise<string | undefined> {
  const [first] = session.scopes;
  if (first === undefined) return undefined;
  // Where the setting cannot be read, calls fail too, and the rows say why.
  const host = await session
    .aws()
    .then((aws) => aws.endpointOverride(first))
    .catch(() => undefined);
  return host === undefined ? undefined : viewTexts.endpoint(host);
}
