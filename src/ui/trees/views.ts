import { commands, type Disposable } from "vscode";
import type { Session } from "../../app/session.ts";
import { isInboxKnown, requestTree, unanswered } from "../../core/inventory/connections.ts";
import { endpointTree } from "../../core/inventory/endpoints.ts";
import type { Node } from "../../core/inventory/node.ts";
import type { ViewName } from "../../core/inventory/pace.ts";
import { serviceTree } from "../../core/inventory/services.ts";
import { viewTexts } from "../../text/messages.ts";
import { whereCallsGo } from "../status/whereCallsGo.ts";
import { NodeTree } from "./nodeTree.ts";

const viewNames = ["requests", "services", "endpoints"] as const satisfies readonly ViewName[];

/** Ages are shown in minutes at the finest. */
const ageingMilliseconds = 30_000;

/** The container's views, what they say about the session, and the badge that counts waiting requests. */
export class Views {
  readonly requests: NodeTree;
  readonly services: NodeTree;
  readonly endpoints: NodeTree;
  readonly #session: Session;
  readonly #disposables: Disposable[];
  #filter = "";

  /** @param onVisible Hears which views are in sight whenever that changes. */
  constructor(session: Session, onVisible: (views: readonly ViewName[]) => void) {
    const { inventory } = session;
    this.#session = session;
    this.requests = new NodeTree("privatelink.requests", inventory, requestTree, { many: true });
    this.services = new NodeTree("privatelink.services", inventory, serviceTree, { many: false });
    this.endpoints = new NodeTree("privatelink.endpoints", inventory, endpointTree, { many: false });
    const seen = () => onVisible(viewNames.filter((name) => this[name].view.visible));
    const unsubscribe = inventory.changed.add(() => this.#describe());
    const ageing = setInterval(() => {
      for (const tree of this.#all) if (tree.view.visible) tree.showAges();
    }, ageingMilliseconds);
    this.#disposables = [
      ...this.#all.map(({ view }) => view.onDidChangeVisibility(seen)),
      this.requests.view.onDidChangeSelection(() => this.#describe()),
      ...this.#all,
      { dispose: unsubscribe },
      { dispose: () => clearInterval(ageing) },
    ];
    this.#describe();
  }

  /** Words that the rows shown have in common; empty, all rows are shown. */
  get filter(): string {
    return this.#filter;
  }

  set filter(filter: string) {
    this.#filter = filter;
    for (const tree of this.#all) tree.show(filter);
    void commands.executeCommand("setContext", "privatelink.filtered", filter !== "");
  }

  /** A row that VS Code hands to a command, as it is now. */
  current(node: Node): Node {
    return this.#all.reduce((row, tree) => tree.current(row), node);
  }

  get #all(): readonly NodeTree[] {
    return viewNames.map((name) => this[name]);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #describe(): void {
    const { inventory, isSandbox } = this.#session;
    const { scopes } = inventory.state;
    const waiting = unanswered(inventory.state).length;
    const selected = this.requests.selection.length;
    const where = scopes.length === 0 ? "" : (whereCallsGo(this.#session) ?? viewTexts.scopes(scopes.length));
    this.services.view.description = where;
    this.endpoints.view.description = where;
    this.requests.view.description =
      waiting === 0
        ? where
        : [where, viewTexts.waitingShort(waiting), selected > 1 ? viewTexts.selected(selected) : ""]
            .filter((part) => part !== "")
            .join(" · ");
    this.requests.view.badge =
      waiting === 0 ? undefined : { value: waiting, tooltip: viewTexts.waiting(waiting) };
    void commands.executeCommand("setContext", "privatelink.severalRequests", selected > 1);
    void commands.executeCommand("setContext", "privatelink.open", scopes.length > 0);
    void commands.executeCommand("setContext", "privatelink.inboxKnown", isInboxKnown(inventory.state));
    void commands.executeCommand("setContext", "privatelink.sandbox", isSandbox);
  }
}
