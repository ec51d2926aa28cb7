import { commands, type Disposable } from "vscode";
import type { Session } from "../../app/session.ts";
import type { TransitionWatch } from "../../app/transitionWatch.ts";
import { isInboxKnown, requests, requestTree } from "../../core/inventory/connections.ts";
import { endpointTree } from "../../core/inventory/endpoints.ts";
import { serviceTree } from "../../core/inventory/services.ts";
import { viewTexts } from "../../text/messages.ts";
import { whereCallsGo } from "../status/whereCallsGo.ts";
import { NodeTree } from "./nodeTree.ts";

/** The container's views, what they say about the session, and the badge that counts waiting requests. */
export class Views {
  readonly requests: NodeTree;
  readonly services: NodeTree;
  readonly endpoints: NodeTree;
  readonly #session: Session;
  readonly #disposables: Disposable[];
  #filter = "";

  constructor(session: Session, watch: TransitionWatch, onFirstVisible: () => void) {
    const { inventory } = session;
    this.#session = session;
    this.requests = new NodeTree("privatelink.requests", inventory, requestTree, { many: true });
    this.services = new NodeTree("privatelink.services", inventory, serviceTree, { many: false });
    this.endpoints = new NodeTree("privatelink.endpoints", inventory, endpointTree, { many: false });
    const seen = () => {
      const visible = this.#all.some(({ view }) => view.visible);
      watch.setVisible(visible);
      if (visible) onFirstVisible();
    };
    const unsubscribe = inventory.changed.add(() => this.#describe());
    this.#disposables = [
      ...this.#all.map(({ view }) => view.onDidChangeVisibility(seen)),
      ...this.#all,
      { dispose: unsubscribe },
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

  get #all(): readonly NodeTree[] {
    return [this.requests, this.services, this.endpoints];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #describe(): void {
    const { inventory, isSandbox } = this.#session;
    const { scopes } = inventory.state;
    const waiting = requests(inventory.state).length;
    const where = scopes.length === 0 ? "" : (whereCallsGo(this.#session) ?? viewTexts.scopes(scopes.length));
    this.services.view.description = where;
    this.endpoints.view.description = where;
    this.requests.view.description =
      waiting === 0
        ? where
        : [where, viewTexts.waitingShort(waiting)].filter((part) => part !== "").join(" · ");
    this.requests.view.badge =
      waiting === 0 ? undefined : { value: waiting, tooltip: viewTexts.waiting(waiting) };
    void commands.executeCommand("setContext", "privatelink.open", scopes.length > 0);
    void commands.executeCommand("setContext", "privatelink.inboxKnown", isInboxKnown(inventory.state));
    void commands.executeCommand("setContext", "privatelink.sandbox", isSandbox);
  }
}
