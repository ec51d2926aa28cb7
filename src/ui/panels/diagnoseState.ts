import type { DiagnoseSession, DiagnosisReport } from "../../app/diagnoseSession.ts";
import type { Session } from "../../app/session.ts";
import type { CauseId, Side } from "../../core/diagnose/cause.ts";
import type { Evidence } from "../../core/diagnose/evidence/evidence.ts";
import { seenItems, seenValue } from "../../core/diagnose/evidence/seen.ts";
import { resourceUrl } from "../../core/inventory/console.ts";
import { accountName } from "../../core/model/scope.ts";
import { displayName } from "../../core/model/tags.ts";
import type { DiagnoseReport, KeptSubject, Party } from "../../protocol/diagnose.ts";
import { testWords } from "../../text/pageDiagnose.ts";

/**
 * What is diagnosed, as people call it.
 * @param name Before it was read, and when nobody could.
 */
export function subjectOf(
  { phase, question }: DiagnoseSession,
  name: string,
): { title: string; subject: string } {
  const { endpointId, serviceName } = question.target;
  const evidence = phase.status === "done" ? phase.report.evidence : undefined;
  const endpoint = seenValue(evidence?.consumer?.endpoint);
  const service = seenValue(evidence?.provider?.service);
  if (endpointId !== undefined) {
    return { title: endpoint === undefined ? name : displayName(endpoint), subject: endpointId };
  }
  const subject = service?.id ?? serviceName.split(".").at(-1) ?? serviceName;
  return { title: service === undefined ? name : displayName(service), subject };
}

/** What the page keeps over a reload of the window. */
export function keptOf({ question }: DiagnoseSession, name: string): KeptSubject {
  const { endpointId, serviceName } = question.target;
  return { serviceName, name, ...(endpointId === undefined ? {} : { endpointId }) };
}

/** The accounts on either side, open or known from the other one. */
export function sidesOf(
  { consumer, provider }: Evidence,
  endpointId: string | undefined,
): Record<Side, Party> {
  const connection = seenItems(provider?.connections).find((each) => each.endpointId === endpointId);
  const offered = seenValue(consumer?.offered)?.owner;
  return {
    consumer: party(consumer?.scope, connection?.owner),
    provider: party(provider?.scope, offered),
  };
}

function party(
  scope: NonNullable<Evidence["consumer"]>["scope"] | undefined,
  account: string | undefined,
): Party {
  if (scope !== undefined) return { open: true, name: accountName(scope), account: scope.account };
  return { open: false, ...(account === undefined ? {} : { account }) };
}

interface ReportExtras {
  readonly session: Session;
  readonly again: boolean;
  readonly focus: CauseId | undefined;
  /** What to send to the side that has to act and is not open, by the finding's place. */
  readonly requests: Readonly<Record<number, string>>;
}

/** A finished diagnosis as its page takes it. */
export function pageReport(report: DiagnosisReport, extras: ReportExtras): DiagnoseReport {
  const { diagnosis, evidence, revision, target, test } = report;
  const { session, again, focus, requests } = extras;
  return {
    revision,
    diagnosis,
    readAt: evidence.readAt,
    again,
    sides: sidesOf(evidence, target.endpointId),
    links: linksOf(report, session),
    requests,
    ...(test && {
      test: {
        startedAt: test.startedAt,
        passed: test.verdict.code === "passed",
        words: testWords(test.verdict),
      },
    }),
    ...(focus && { focus }),
  };
}

/** Nothing in the sandbox, or behind another endpoint, has a page in the console. */
function linksOf(
  { diagnosis, evidence }: DiagnosisReport,
  session: Session,
): Readonly<Record<string, string>> {
  const isElsewhere = session.isSandbox || session.scopes.some(({ endpoint }) => endpoint !== undefined);
  if (isElsewhere) return {};
  const findings = diagnosis.findings.flatMap((finding) => [finding, ...finding.folded]);
  const links = findings.flatMap(({ proof, side }) => {
    const region = (evidence[side] ?? evidence.consumer ?? evidence.provider)?.scope.region;
    return proof.flatMap(({ resource }) => {
      const url = region === undefined ? undefined : resourceUrl(region, resource);
      return url === undefined ? [] : [[resource, url] as const];
    });
  });
  return Object.fromEntries(links);
}
