import { commands, env, type Uri, window, workspace } from "vscode";
import type { TestSession } from "../../app/testSession.ts";
import type { EndpointNode } from "../../core/inventory/node.ts";
import { displayName } from "../../core/model/tags.ts";
import { reportMarkdown } from "../../core/probe/render/markdown.ts";
import type { ProbeReport } from "../../core/probe/report.ts";
import { dispatch, type Handlers } from "../../protocol/envelope.ts";
import { parseTestMessage, type TestPageMessage, type TestState } from "../../protocol/test.ts";
import { messages } from "../../text/messages.ts";
import { moment } from "../platform/moment.ts";
import { Page } from "./page.ts";

interface TestPanelPorts {
  readonly extensionUri: Uri;
  readonly sandbox: boolean;
  /** The row of an endpoint, as the commands on rows take it. */
  readonly rowOf: (endpointId: string) => EndpointNode | undefined;
  /** The endpoint still exists; of one that is gone only reports can be shown. */
  readonly isThere: boolean;
  readonly onDispose: () => void;
}

/** Finds out why a test failed. */
const diagnoseCommand = "privatelink.endpoint.diagnose";

/** The connectivity test of one endpoint. Closing the page cancels a test that runs. */
export class TestPanel {
  readonly #test: TestSession;
  readonly #ports: TestPanelPorts;
  readonly #page: Page<TestState, TestPageMessage>;
  #canDiagnose = false;

  constructor(test: TestSession, ports: TestPanelPorts) {
    this.#test = test;
    this.#ports = ports;
    const unsubscribe = test.changed.add(() => this.#show());
    this.#page = new Page({
      extensionUri: ports.extensionUri,
      page: "test",
      title: messages.testTitle(displayName(test.endpoint)),
      parse: parseTestMessage,
      onMessage: (message) => dispatch(this.#handlers, message),
      onDispose: () => {
        unsubscribe();
        test.dispose();
        ports.onDispose();
      },
    });
    void this.#lookForDiagnose();
    // Its failure is shown as the page's state.
    if (ports.isThere) void test.load();
  }

  reveal(): void {
    this.#page.reveal();
  }

  showReport(report: ProbeReport): void {
    this.#test.showReport(report);
  }

  /** Its failure is shown as the page's state. */
  runAgain(report: ProbeReport): void {
    void this.#test.runAgain(report);
  }

  dispose(): void {
    this.#page.dispose();
  }

  async #lookForDiagnose(): Promise<void> {
    const known = await commands.getCommands(true);
    this.#canDiagnose = known.includes(diagnoseCommand);
    this.#show();
  }

  #show(): void {
    const { draft, endpoint, instances, interfaces, names, phase } = this.#test;
    this.#page.show({
      title: displayName(endpoint),
      endpointId: endpoint.id,
      sandbox: this.#ports.sandbox,
      instances,
      names,
      ...(interfaces === undefined ? {} : { interfaces: interfaces.length }),
      draft,
      phase,
      canDiagnose: this.#canDiagnose,
    });
  }

  get #report(): ProbeReport | undefined {
    const { phase } = this.#test;
    return phase.status === "done" ? phase.report : undefined;
  }

  /** Runs a command on the endpoint's row. */
  #run(command: string): void {
    void commands.executeCommand(command, this.#ports.rowOf(this.#test.endpoint.id));
  }

  async #copy(text: string, told: string): Promise<void> {
    await env.clipboard.writeText(text);
    window.setStatusBarMessage(told, 3000);
  }

  async #openJson(): Promise<void> {
    const content = JSON.stringify(this.#report, null, 2);
    await window.showTextDocument(await workspace.openTextDocument({ language: "json", content }));
  }

  readonly #handlers: Handlers<TestPageMessage> = {
    ready: () => {
      this.#show();
      // A page that comes back may have been left for something that changes what can be chosen.
      void this.#test.lookAgain();
    },
    createTester: () => this.#run("privatelink.endpoint.createTester"),
    lookAgain: () => void this.#test.lookAgain(),
    // Its failure is shown as the page's state.
    run: ({ draft }) => void this.#test.run(draft),
    cancel: () => this.#test.cancel(),
    diagnose: () => this.#run(diagnoseCommand),
    copyMarkdown: () => {
      const report = this.#report;
      if (report === undefined) return;
      void this.#copy(reportMarkdown(report, moment(report.startedAt)), messages.copiedReport);
    },
    openJson: () => {
      if (this.#report !== undefined) void this.#openJson();
    },
    copy: ({ text }) => void this.#copy(text, messages.copiedText),
  };
}
