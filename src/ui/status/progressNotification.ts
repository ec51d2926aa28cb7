import { type Progress, ProgressLocation, window } from "vscode";
import { toSignal } from "../platform/cancellation.ts";

/** A notification of something that takes long. It comes and goes as often as it is wanted, and can be cancelled. */
export class ProgressNotification {
  readonly #title: string;
  readonly #cancel: () => void;
  #message = "";
  #progress: Progress<{ message: string }> | undefined;
  #close: (() => void) | undefined;

  constructor(title: string, cancel: () => void) {
    this.#title = title;
    this.#cancel = cancel;
  }

  show(message: string): void {
    this.#message = message;
    if (this.#close === undefined) this.#open();
    else this.#progress?.report({ message });
  }

  hide(): void {
    this.#close?.();
    this.#close = undefined;
    this.#progress = undefined;
  }

  /** VS Code asks for the progress only once it has drawn the notification; it may be unwanted by then. */
  #open(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#close = resolve;
    const options = { location: ProgressLocation.Notification, title: this.#title, cancellable: true };
    void window.withProgress<void>(options, (progress, token) => {
      if (this.#close === resolve) this.#progress = progress;
      progress.report({ message: this.#message });
      toSignal(token).addEventListener("abort", this.#cancel);
      return promise;
    });
  }
}
