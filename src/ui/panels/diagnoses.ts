import type { Uri, WebviewPanel } from "vscode";
import type { Question } from "../../app/collectEvidence.ts";
import { type DiagnosePorts, DiagnoseSession } from "../../app/diagnoseSession.ts";
import type { Session } from "../../app/session.ts";
import type { CauseId } from "../../core/diagnose/cause.ts";
import type { TopologyNode } from "../../core/diagnose/topology/graph.ts";
import type { Node } from "../../core/inventory/node.ts";
import { parseKept } from "../../protocol/diagnose.ts";
import { endpointNodes, serviceNodes } from "../commands/targetCommands.ts";
import type { RowQuery } from "../trees/revealRow.ts";
import { AuditPanel } from "./auditPanel.ts";
import { DiagnosePanel } from "./diagnosePanel.ts";
import { TopologyPanel } from "./topologyPanel.ts";

export interface DiagnosesPorts extends DiagnosePorts {
  readonly extensionUri: Uri;
  /** What opens links of the extension, such as `vscode://publisher.name`. */
  readonly opener: string;
  /** Opens the connectivity test of an endpoint. */
  readonly test: (endpointId: string) => void;
  /** Shows a row in the side bar. */
  readonly reveal: (row: RowQuery) => Promise<void>;
}

/** Pages of a diagnosis that outlive a reload of the window. */
export type DiagnosisPage = "diagnose" | "topology";

/** What is asked about, and what people call it. */
export interface Subject {
  readonly question: Question;
  readonly name: string;
}

/** One diagnosis and the pages that show it: they see the same evidence, and the same fix. */
interface Opened {
  readonly diagnosis: DiagnoseSession;
  report?: DiagnosePanel;
  picture?: TopologyPanel;
}

/** The open diagnoses, one for everything that is asked about. */
export class Diagnoses {
  readonly #ports: DiagnosesPorts;
  readonly #opened = new Map<string, Opened>();
  readonly #unsubscribe: () => void;
  #audit: AuditPanel | undefined;

  constructor(ports: DiagnosesPorts) {
    this.#ports = ports;
    // What was found in one source says nothing about another.
    this.#unsubscribe = ports.session.switched.add(() => this.#closeAll());
  }

  /** @param focus The finding to open first. */
  open(subject: Subject, focus?: CauseId): void {
    const opened = this.#of(subject.question);
    const isShown = isOpen(opened);
    opened.report ??= this.#report(subject, opened);
    opened.report.reveal(focus);
    // Whoever asks again wants to know how it is now.
    void (isShown ? opened.diagnosis.again() : opened.diagnosis.load());
  }

  openTopology(subject: Subject): void {
    const opened = this.#of(subject.question);
    if (!isOpen(opened)) void opened.diagnosis.load();
    opened.picture ??= this.#picture(subject, opened);
    opened.picture.reveal();
  }

  /** Fills a panel that VS Code has kept from the window before; one that does not say what of is closed. */
  async revive(page: DiagnosisPage, panel: WebviewPanel, kept: unknown): Promise<void> {
    const asked = parseKept(kept);
    if (asked === undefined) {
      panel.dispose();
      return;
    }
    // The lists tell whose scopes are open.
    await this.#ports.session.inventory.refresh();
    const { name, ...target } = asked;
    const subject = { question: { target }, name };
    const opened = this.#of(subject.question);
    if (!isOpen(opened)) void opened.diagnosis.load();
    if (page === "diagnose") opened.report ??= this.#report(subject, opened, panel);
    else opened.picture ??= this.#picture(subject, opened, panel);
  }

  /** Shows the audit of everything that is open, read anew. */
  openAudit(): void {
    const { extensionUri, session, reveal } = this.#ports;
    this.#audit ??= new AuditPanel({
      extensionUri,
      session,
      reveal,
      diagnose: ({ name, target }) => this.open({ question: { target }, name }),
      rowOf: ({ target }) => rowFor(session, target),
      onDispose: () => {
        this.#audit = undefined;
      },
    });
    this.#audit.reveal();
    void this.#audit.run();
  }

  dispose(): void {
    this.#unsubscribe();
    this.#closeAll();
  }

  #closeAll(): void {
    this.#audit?.dispose();
    for (const { diagnosis, report, picture } of [...this.#opened.values()]) {
      // Lets go of a fix that runs, too: the journal has it.
      diagnosis.dispose();
      report?.dispose();
      picture?.dispose();
    }
    this.#opened.clear();
  }

  #report(subject: Subject, opened: Opened, revived?: WebviewPanel): DiagnosePanel {
    const { question, name } = subject;
    const { extensionUri, opener, session, test } = this.#ports;
    const ports = {
      extensionUri,
      session,
      opener,
      name,
      topology: () => this.openTopology(subject),
      test: () => {
        if (question.target.endpointId !== undefined) test(question.target.endpointId);
      },
      onDispose: () => {
        delete opened.report;
        this.#close(question);
      },
    };
    return new DiagnosePanel(opened.diagnosis, ports, revived);
  }

  #picture(subject: Subject, opened: Opened, revived?: WebviewPanel): TopologyPanel {
    const { question, name } = subject;
    const { extensionUri, reveal, session } = this.#ports;
    const ports = {
      extensionUri,
      session,
      name,
      diagnose: () => this.open(subject),
      reveal: (node: TopologyNode) => void reveal(rowOf(node, question)),
      onDispose: () => {
        delete opened.picture;
        this.#close(question);
      },
    };
    return new TopologyPanel(opened.diagnosis, ports, revived);
  }

  #of(question: Question): Opened {
    const key = keyOf(question);
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const opened: Opened = { diagnosis: new DiagnoseSession(question, this.#ports) };
    this.#opened.set(key, opened);
    return opened;
  }

  /** A diagnosis ends with the last page that shows it, or with the fix that runs then. */
  #close(question: Question): void {
    const key = keyOf(question);
    const opened = this.#opened.get(key);
    if (opened === undefined || isOpen(opened)) return;
    const { diagnosis } = opened;
    if (diagnosis.isFixing) {
      const unsubscribe = diagnosis.changed.add(() => {
        if (diagnosis.isFixing) return;
        unsubscribe();
        this.#close(question);
      });
      return;
    }
    this.#opened.delete(key);
    diagnosis.dispose();
  }
}

function isOpen({ report, picture }: Opened): boolean {
  return report !== undefined || picture !== undefined;
}

function keyOf({ target }: Question): string {
  return JSON.stringify(target);
}

function rowFor(session: Session, { endpointId, serviceName }: Question["target"]): Node | undefined {
  return endpointId === undefined
    ? serviceNodes(session).find(({ service }) => service.name === serviceName)
    : endpointNodes(session).find(({ endpoint }) => endpoint.id === endpointId);
}

/** Clients have no row of their own: the endpoint's is the nearest one. */
function rowOf({ column, resources }: TopologyNode, { target }: Question): RowQuery {
  const { serviceName, endpointId } = target;
  const [resource] = column === "client" || column === "service" ? [] : resources;
  const isConsumers = column === "client" || column === "interfaces";
  return {
    ...(isConsumers && endpointId !== undefined
      ? { view: "endpoints", owner: endpointId }
      : { view: "services", owner: serviceName }),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** The name of what nobody has a row of here. */
export function nameOf({ target }: Question): string {
  return target.endpointId ?? target.serviceName.split(".").at(-1) ?? target.serviceName;
}
