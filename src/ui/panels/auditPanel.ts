import { commands, env, type Uri } from "vscode";
import { auditOpenScopes } from "../../app/audit.ts";
import type { Session } from "../../app/session.ts";
import type { AuditCode, AuditItem } from "../../core/diagnose/audit.ts";
import type { Node } from "../../core/inventory/node.ts";
import { toFailure } from "../../core/model/failure.ts";
import {
  type AuditPageMessage,
  type AuditPhase,
  type AuditState,
  type ItemPlace,
  parseAuditMessage,
} from "../../protocol/audit.ts";
import { dispatch, type Handlers } from "../../protocol/envelope.ts";
import { auditMarkdown, auditTexts } from "../../text/diagnose/audit.ts";
import type { RowQuery } from "../trees/revealRow.ts";
import { Page } from "./page.ts";

export interface AuditPanelPorts {
  readonly extensionUri: Uri;
  readonly session: Session;
  readonly diagnose: (item: AuditItem) => void;
  readonly reveal: (row: RowQuery) => Promise<void>;
  /** The row of an endpoint or a service, as commands take it. */
  readonly rowOf: (item: AuditItem) => Node | undefined;
  readonly onDispose: () => void;
}

/** Commands that mend what an audit has found; of the rest, Diagnose says what to do. */
const fixes: Partial<Record<AuditCode, string>> = {
  deadEndpoint: "privatelink.endpoint.delete",
  noNotification: "privatelink.service.createNotification",
  openToEveryone: "privatelink.service.requireAcceptance",
  singleZoneEndpoint: "privatelink.endpoint.modify",
  zoneDrift: "privatelink.service.fixZones",
};

/** The audit of everything that is open. */
export class AuditPanel {
  readonly #ports: AuditPanelPorts;
  readonly #page: Page<AuditState, AuditPageMessage>;
  #phase: AuditPhase = { status: "loading" };
  #revision = 0;
  #copied = false;
  #reading = new AbortController();

  constructor(ports: AuditPanelPorts) {
    this.#ports = ports;
    this.#page = new Page({
      extensionUri: ports.extensionUri,
      page: "audit",
      title: auditTexts.title,
      parse: parseAuditMessage,
      onMessage: (message) => dispatch(this.#handlers, message),
      onDispose: () => {
        this.#reading.abort();
        ports.onDispose();
      },
    });
  }

  /** Reads everything anew. Its failure is shown as the page's state. */
  async run(): Promise<void> {
    this.#reading.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#show(this.#phase.status === "done" ? { ...this.#phase, again: true } : { status: "loading" });
    const { session } = this.#ports;
    try {
      // Whoever asks wants to know how it is now, whatever the rows have shown so far.
      await session.inventory.refresh();
      const audit = await auditOpenScopes(await session.aws(), session.inventory, reading.signal);
      this.#revision += 1;
      if (this.#reading === reading)
        this.#show({ status: "done", audit, revision: this.#revision, again: false });
    } catch (error) {
      if (this.#reading === reading && !reading.signal.aborted)
        this.#show({ status: "failed", failure: toFailure(error) });
    }
  }

  reveal(): void {
    this.#page.reveal();
  }

  dispose(): void {
    this.#page.dispose();
  }

  #show(phase: AuditPhase): void {
    this.#phase = phase;
    this.#copied = false;
    this.#send();
  }

  #send(): void {
    this.#page.show({ sandbox: this.#ports.session.isSandbox, phase: this.#phase, copied: this.#copied });
  }

  #fix(item: AuditItem): void {
    const command = fixes[item.code];
    const row = this.#ports.rowOf(item);
    if (command !== undefined && row !== undefined) void commands.executeCommand(command, row);
  }

  #reveal({ resource, target }: AuditItem): void {
    const { endpointId, serviceName } = target;
    void this.#ports.reveal(
      endpointId === undefined
        ? { view: "services", owner: serviceName, resource }
        : { view: "endpoints", owner: endpointId },
    );
  }

  async #copy(): Promise<void> {
    if (this.#phase.status !== "done") return;
    await env.clipboard.writeText(auditMarkdown(this.#phase.audit));
    this.#copied = true;
    this.#send();
  }

  /** Does something with what the page means; nothing when another report has come since. */
  #with({ revision, item }: ItemPlace, act: (item: AuditItem) => void): void {
    const phase = this.#phase;
    const meant =
      phase.status === "done" && phase.revision === revision ? phase.audit.items[item] : undefined;
    if (meant !== undefined) act(meant);
  }

  readonly #handlers: Handlers<AuditPageMessage> = {
    ready: () => this.#send(),
    rerun: () => void this.run(),
    copyMarkdown: () => void this.#copy(),
    diagnose: (place) => this.#with(place, (item) => this.#ports.diagnose(item)),
    fix: (place) => this.#with(place, (item) => this.#fix(item)),
    reveal: (place) => this.#with(place, (item) => this.#reveal(item)),
  };
}
