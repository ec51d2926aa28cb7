import { type Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { Message, StateMessage } from "../../protocol/envelope.ts";
import { webviewHtml, webviewRoots } from "./webviewHtml.ts";

export interface PageOptions<M extends Message> {
  readonly extensionUri: Uri;
  /** The bundle's name, and the panel's type without its prefix. */
  readonly page: string;
  readonly title: string;
  readonly parse: (data: unknown) => M | undefined;
  readonly onMessage: (message: M) => void;
  /** The page has come into sight, or gone out of it: another editor is in front, or it is closed. */
  readonly onVisible?: () => void;
  readonly onDispose: () => void;
}

/**
 * One webview panel. The host sends whole states and only after the page has said `ready`; hidden pages are thrown away
 * and say `ready` again when they come back.
 */
export class Page<S, M extends Message> {
  readonly #panel: WebviewPanel;
  #ready = false;
  #disposed = false;
  #state: S | undefined;

  constructor(options: PageOptions<M>, revived?: WebviewPanel) {
    const { extensionUri, page, title } = options;
    this.#panel = revived ?? window.createWebviewPanel(`privatelink.${page}`, title, ViewColumn.Active, {});
    const { webview } = this.#panel;
    webview.options = { enableScripts: true, localResourceRoots: [...webviewRoots(extensionUri)] };
    webview.onDidReceiveMessage((data: unknown) => {
      const message = options.parse(data);
      if (message === undefined) return;
      if (message.type === "ready") this.#ready = true;
      options.onMessage(message);
    });
    this.#panel.onDidDispose(() => {
      this.#disposed = true;
      options.onDispose();
      options.onVisible?.();
    });
    this.#panel.onDidChangeViewState(() => {
      if (!this.#panel.visible) this.#ready = false;
      options.onVisible?.();
    });
    webview.html = webviewHtml(webview, extensionUri, page);
  }

  get isVisible(): boolean {
    return !this.#disposed && this.#panel.visible;
  }

  show(state: S): void {
    this.#state = state;
    this.#send();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    if (!this.#disposed) this.#panel.dispose();
  }

  #send(): void {
    if (this.#disposed || !this.#ready || this.#state === undefined) return;
    const message: StateMessage<S> = { type: "state", state: this.#state };
    // A page that is just being thrown away does not take it; it will ask again.
    void this.#panel.webview.postMessage(message);
  }
}
