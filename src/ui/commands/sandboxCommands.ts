import { ProgressLocation, window } from "vscode";
import type { Session } from "../../app/session.ts";
import { messages } from "../../text/messages.ts";
import type { SandboxProcess } from "../platform/sandboxProcess.ts";

/** Start Sandbox and Stop Sandbox. While it runs, only its scopes are open. */
export class SandboxCommands {
  readonly #session: Session;
  readonly #process: SandboxProcess;

  constructor(session: Session, process: SandboxProcess) {
    this.#session = session;
    this.#process = process;
  }

  async start(): Promise<void> {
    try {
      await window.withProgress(
        { location: ProgressLocation.Notification, title: messages.sandboxStarting },
        async () => this.#session.openSandbox(await this.#process.start()),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(messages.sandboxFailed(reason));
      return;
    }
    void window.showInformationMessage(messages.sandboxStarted);
  }

  async stop(): Promise<void> {
    if (!this.#session.isSandbox) {
      void window.showInformationMessage(messages.sandboxNotRunning);
      return;
    }
    const options = { modal: true, detail: messages.sandboxStopDetail };
    const choice = await window.showWarningMessage(messages.sandboxStopQuestion, options, messages.stop);
    if (choice !== messages.stop || !this.#session.isSandbox) return;
    this.#process.stop();
    await this.#session.leaveSandbox();
  }

  /** The process has gone without being asked to. */
  async onEnded(): Promise<void> {
    if (!this.#session.isSandbox) return;
    await this.#session.leaveSandbox();
    void window.showWarningMessage(messages.sandboxEnded);
  }
}
