import { StatusBarAlignment, window } from "vscode";
import type { Session } from "../../app/session.ts";
import { accountName } from "../../core/model/scope.ts";
import { viewTexts } from "../../text/messages.ts";
import { whereCallsGo } from "./whereCallsGo.ts";

/** One item in the status bar: which accounts and Regions are open, or that it is all a sandbox. */
export function showScopeStatus(session: Session) {
  const item = window.createStatusBarItem("privatelink.scopes", StatusBarAlignment.Left, 10);
  item.name = "PrivateLink";
  item.command = "privatelink.scopes.choose";
  item.tooltip = viewTexts.statusTooltip;
  const update = () => {
    const { scopes } = session.inventory.state;
    if (scopes.length === 0) {
      item.hide();
      return;
    }
    const names = [...new Set(scopes.map(({ scope }) => accountName(scope)))].join(", ");
    const regions = [...new Set(scopes.map(({ scope }) => scope.region))].join(", ");
    const words = [whereCallsGo(session), `${names} · ${regions}`]
      .filter((part) => part !== undefined)
      .join(" ");
    item.text = `$(link) ${words}`;
    item.accessibilityInformation = { label: `PrivateLink ${words}`, role: "button" };
    item.show();
  };
  const unsubscribe = session.inventory.changed.add(update);
  return {
    dispose() {
      unsubscribe();
      item.dispose();
    },
  };
}
