import { commands, ProgressLocation, window } from "vscode";
import type { Session } from "../../app/session.ts";
import { messages } from "../../text/messages.ts";
import { confirm } from "../platform/confirm.ts";
import type { SandboxProcess } from "../platform/sandboxProcess.ts";

/** A plan that runs, or waits for somebody. */
export interface RunningPlan {
  readonly title: string;
  /** This window applies it: another source stops it. */
  readonly isHere: boolean;
}

/** Start Sandbox and Stop Sandbox. While it runs, only its scopes are open. */
export class SandboxCommands {
  readonly #session: Session;
  readonly #process: SandboxProcess;
  readonly #runningPlans: () => Promise<readonly RunningPlan[]>;

  constructor(
    session: Session,
    process: SandboxProcess,
    runningPlans: () => Promise<readonly RunningPlan[]>,
  ) {
    this.#session = session;
    this.#process = process;
    this.#runningPlans = runningPlans;
  }

  async start(): Promise<void> {
    if (this.#session.isSandbox) {
      void sayStarted();
      return;
    }
    if (!(await this.#mayLeaveProfiles())) return;
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
    void sayStarted();
  }

  async stop(): Promise<void> {
    if (!this.#session.isSandbox) {
      void window.showInformationMessage(messages.sandboxNotRunning);
      return;
    }
    const running = await this.#runningPlans();
    const isMeant = await confirm({
      question: messages.sandboxStopQuestion,
      detail: messages.sandboxStopDetail(running.map(({ title }) => title)),
      goOn: messages.stop,
    });
    if (!isMeant || !this.#session.isSandbox) return;
    this.#process.stop();
    await this.#session.leaveSandbox();
  }

  async #mayLeaveProfiles(): Promise<boolean> {
    const stopping = (await this.#runningPlans()).filter(({ isHere }) => isHere).map(({ title }) => title);
    if (stopping.length === 0) return true;
    const isMeant = await confirm({
      question: messages.sandboxStartQuestion,
      detail: messages.sandboxStartDetail(stopping),
      goOn: messages.sandboxStartAnyway,
    });
    return isMeant && !this.#session.isSandbox;
  }

  /** The process has gone without being asked to. */
  async onEnded(): Promise<void> {
    if (!this.#session.isSandbox) return;
    await this.#session.leaveSandbox();
    void window.showWarningMessage(messages.sandboxEnded);
  }
}

/** What one can do first in a world without services. */
async function sayStarted(): Promise<void> {
  const chosen = await window.showInformationMessage(messages.sandboxStarted, messages.sandboxPublish);
  if (chosen !== undefined) await commands.executeCommand("privatelink.service.create");
}
