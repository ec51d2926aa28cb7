import { env, type Uri, type WebviewPanel } from "vscode";
import type { DiagnoseSession, DiagnosisPhase, DiagnosisReport } from "../../app/diagnoseSession.ts";
import type { Session } from "../../app/session.ts";
import type { CauseId } from "../../core/diagnose/cause.ts";
import { policyStatement } from "../../core/plan/preflight.ts";
import {
  type Copied,
  type DiagnosePageMessage,
  type DiagnoseState,
  type FixPlace,
  parseDiagnoseMessage,
} from "../../protocol/diagnose.ts";
import { dispatch, type Handlers } from "../../protocol/envelope.ts";
import { diagnosisMarkdown } from "../../text/diagnose/markdown.ts";
import { messages } from "../../text/messages.ts";
import { withoutAccounts } from "../../text/redact.ts";
import { keptOf, pageReport, sidesOf, subjectOf } from "./diagnoseState.ts";
import { isFixMeant } from "./fixQuestion.ts";
import { requestsOf, requestTo } from "./fixRequests.ts";
import { Page } from "./page.ts";
import { copyPlan } from "./planOutputs.ts";
import { tellTrouble } from "./tellTrouble.ts";

export interface DiagnosePanelPorts {
  readonly extensionUri: Uri;
  readonly session: Session;
  /** What opens links of the extension, such as `vscode://publisher.name`. */
  readonly opener: string;
  /** What people call the endpoint or the service. */
  readonly name: string;
  readonly topology: () => void;
  /** Opens the connectivity test of the endpoint. */
  readonly test: () => void;
  readonly onDispose: () => void;
}

/** The report of one diagnosis. Closing it ends a reading; a fix that runs goes on. */
export class DiagnosePanel {
  readonly #diagnosis: DiagnoseSession;
  readonly #ports: DiagnosePanelPorts;
  readonly #page: Page<DiagnoseState, DiagnosePageMessage>;
  #focus: CauseId | undefined;
  #copied: { readonly what: Copied; readonly revision: number } | undefined;

  constructor(diagnosis: DiagnoseSession, ports: DiagnosePanelPorts, revived?: WebviewPanel) {
    this.#diagnosis = diagnosis;
    this.#ports = ports;
    const unsubscribe = diagnosis.changed.add(() => this.#show());
    this.#page = new Page(
      {
        extensionUri: ports.extensionUri,
        page: "diagnose",
        title: messages.diagnoseTitle(subjectOf(diagnosis, ports.name).title),
        parse: parseDiagnoseMessage,
        onMessage: (message) => dispatch(this.#handlers, message),
        onDispose: () => {
          unsubscribe();
          ports.onDispose();
        },
      },
      revived,
    );
  }

  /** @param focus The finding to open first. */
  reveal(focus?: CauseId): void {
    this.#focus = focus;
    this.#page.reveal();
    this.#show();
  }

  dispose(): void {
    this.#page.dispose();
  }

  #show(): void {
    const { fix, phase } = this.#diagnosis;
    const { session } = this.#ports;
    const endpoint = session.scopes.find((scope) => scope.endpoint !== undefined)?.endpoint;
    const { title, subject } = subjectOf(this.#diagnosis, this.#ports.name);
    this.#page.rename(messages.diagnoseTitle(title));
    const report = phase.status === "done" ? phase.report : undefined;
    const copied = this.#copied?.revision === (report?.revision ?? 0) ? this.#copied.what : undefined;
    this.#page.show({
      title,
      subject,
      kept: keptOf(this.#diagnosis, title),
      sandbox: session.isSandbox,
      scopes: session.scopes,
      phase:
        phase.status === "done"
          ? { status: "done", report: pageReport(phase.report, this.#extras(phase)) }
          : phase,
      ...(endpoint === undefined || session.isSandbox ? {} : { endpoint }),
      ...(fix === undefined ? {} : { fix }),
      ...(copied === undefined ? {} : { copied }),
    });
  }

  #extras({ again, report }: Extract<DiagnosisPhase, { readonly status: "done" }>) {
    const { opener, session } = this.#ports;
    return { session, again, focus: this.#focus, requests: requestsOf(report, opener) };
  }

  /** The report that the page shows, if it is still the newest one. */
  #report(revision?: number): DiagnosisReport | undefined {
    const { phase } = this.#diagnosis;
    if (phase.status !== "done") return undefined;
    return revision === undefined || phase.report.revision === revision ? phase.report : undefined;
  }

  #fixOf(place: FixPlace) {
    const report = this.#report(place.revision);
    const finding = report?.diagnosis.findings[place.finding];
    const fix = finding?.fixes[place.fix];
    return report === undefined || finding === undefined || fix?.kind !== "plan"
      ? undefined
      : { report, finding, fix };
  }

  async #apply(place: FixPlace): Promise<void> {
    const asked = this.#fixOf(place);
    if (asked === undefined) return;
    const { finding, fix, report } = asked;
    const { origin } = this.#ports.session;
    if (!(await isFixMeant(finding, fix, report.evidence[fix.side]?.scope))) return;
    if (this.#ports.session.origin === origin) await this.#diagnosis.apply(place.revision, finding, fix);
  }

  /** The run of a fix shows what AWS refuses. */
  #try(act: Promise<unknown>): void {
    const { title } = subjectOf(this.#diagnosis, this.#ports.name);
    tellTrouble(messages.diagnoseTitle(title), act);
  }

  async #copy(what: Copied, text: string): Promise<void> {
    await env.clipboard.writeText(text);
    this.#said(what);
  }

  #said(what: Copied): void {
    this.#copied = { what, revision: this.#report()?.revision ?? 0 };
    this.#show();
  }

  async #copyFix(place: FixPlace): Promise<void> {
    const asked = this.#fixOf(place);
    if (asked === undefined) return;
    await copyPlan(asked.fix.plan, "cli");
    this.#said("cli");
  }

  /** What helps to see it: a permission, or the request to the side that is not open. */
  #copyUnseen(revision: number, index: number): void {
    const report = this.#report(revision);
    const unseen = report?.diagnosis.unseen[index];
    if (report === undefined || unseen === undefined) return;
    const { gap, side } = unseen;
    if (gap.code === "refused" && gap.failure.action !== undefined) {
      void this.#copy("permission", policyStatement([gap.failure.action]));
    }
    const request = gap.code === "notOpen" ? requestTo(side, report, this.#ports.opener) : undefined;
    if (request !== undefined) void this.#copy("request", request);
  }

  #copyRequest(revision: number, finding: number): void {
    const report = this.#report(revision);
    const request = report && requestsOf(report, this.#ports.opener)[finding];
    if (request !== undefined) void this.#copy("request", request);
  }

  #markdown({ diagnosis, evidence, target, test }: DiagnosisReport): string {
    return diagnosisMarkdown(diagnosis, {
      ...subjectOf(this.#diagnosis, this.#ports.name),
      readAt: evidence.readAt,
      sides: sidesOf(evidence, target.endpointId),
      testFailed: test !== undefined && test.verdict.code !== "passed",
    });
  }

  #copyReport(what: "json" | "markdown"): void {
    const report = this.#report();
    if (report === undefined) return;
    const { diagnosis, target } = report;
    const text =
      what === "markdown"
        ? this.#markdown(report)
        : withoutAccounts(JSON.stringify({ target, ...diagnosis }, undefined, 2));
    void this.#copy(what, text);
  }

  readonly #handlers: Handlers<DiagnosePageMessage> = {
    ready: () => this.#show(),
    // Its failure is shown as the page's state.
    rerun: () => void this.#diagnosis.again(),
    topology: () => this.#ports.topology(),
    test: () => this.#ports.test(),
    applyFix: (place) => this.#try(this.#apply(place)),
    cancelFix: () => this.#diagnosis.cancelFix(),
    resumeFix: () => this.#try(this.#diagnosis.resumeFix()),
    undoFix: () => this.#try(this.#diagnosis.undoFix()),
    closeFix: () => this.#try(this.#diagnosis.closeFix()),
    copyFix: (place) => void this.#copyFix(place),
    copyRequest: ({ revision, finding }) => this.#copyRequest(revision, finding),
    copyUnseen: ({ revision, unseen }) => this.#copyUnseen(revision, unseen),
    copyMarkdown: () => this.#copyReport("markdown"),
    copyJson: () => this.#copyReport("json"),
    copy: ({ text }) => void this.#copy("text", text),
  };
}
