import { env, type Uri } from "vscode";
import type { TestSession } from "../../app/testSession.ts";
import { displayName } from "../../core/model/tags.ts";
import { dispatch, type Handlers } from "../../protocol/envelope.ts";
import { parseTestMessage, type TestPageMessage, type TestState } from "../../protocol/test.ts";
import { messages } from "../../text/messages.ts";
import { Page } from "./page.ts";

/** The connectivity test of one endpoint. Closing the page cancels a test that runs. */
export class TestPanel {
  readonly #test: TestSession;
  readonly #sandbox: boolean;
  readonly #page: Page<TestState, TestPageMessage>;

  constructor(extensionUri: Uri, test: TestSession, sandbox: boolean, onDispose: () => void) {
    this.#test = test;
    this.#sandbox = sandbox;
    const unsubscribe = test.changed.add(() => this.#show());
    this.#page = new Page({
      extensionUri,
      page: "test",
      title: messages.testTitle(displayName(test.endpoint)),
      parse: parseTestMessage,
      onMessage: (message) => dispatch(this.#handlers, message),
      onDispose: () => {
        unsubscribe();
        test.dispose();
        onDispose();
      },
    });
    // Its failure is shown as the page's state.
    void test.load();
  }

  reveal(): void {
    this.#page.reveal();
  }

  dispose(): void {
    this.#page.dispose();
  }

  #show(): void {
    const { draft, endpoint, instances, phase } = this.#test;
    this.#page.show({
      title: displayName(endpoint),
      endpointId: endpoint.id,
      sandbox: this.#sandbox,
      instances,
      instanceId: draft.instanceId,
      hosts: endpoint.dnsNames,
      draft: { host: draft.host, port: draft.port, path: draft.path },
      phase,
    });
  }

  readonly #handlers: Handlers<TestPageMessage> = {
    ready: () => this.#show(),
    // Its failure is shown as the page's state.
    run: ({ instanceId, host, port, path }) => void this.#test.run({ instanceId, host, port, path }),
    cancel: () => this.#test.cancel(),
    copy: ({ text }) => void env.clipboard.writeText(text),
  };
}
