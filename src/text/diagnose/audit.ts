import type { Audit, AuditCode, AuditGap, AuditItem } from "../../core/diagnose/audit.ts";
import type { Severity } from "../../core/diagnose/cause.ts";
import { accountName } from "../../core/model/scope.ts";
import { endpointStates, parseState } from "../../core/model/states.ts";
import { counted, dollars } from "../plan.ts";
import { withoutAccounts } from "../redact.ts";
import { stateWord } from "../states.ts";
import { unseenReason } from "./gaps.ts";

/** Words of the page of an audit. */
export const auditTexts = {
  title: "Audit of the open scopes",
  looking: "Looking at everything that is open…",
  lookingAgain: "Looking again…",
  rerun: "Run again",
  markdown: "Copy as Markdown",
  copied: "Copied the audit as Markdown, without account ids.",
  diagnose: "Diagnose",
  reveal: "Show row",
  unseen: "What could not be seen",
  name: "Name",
  where: "Where",
  what: "What",
  actions: "Actions",
} as const;

interface AuditText {
  /** What is wrong with all of them, as the heading of a group. */
  readonly title: string;
  readonly meaning: string;
  readonly detail: (item: AuditItem) => string;
  /** What its own command does about it, where there is one; otherwise Diagnose says. */
  readonly fix?: string;
}

export const auditCodeTexts: Record<AuditCode, AuditText> = {
  unhealthyTargets: {
    title: "Targets do not answer their health checks",
    meaning:
      "Connections that reach such a target fail; when no target of a group is healthy, all of them may.",
    detail: ({ parameters }) =>
      parameters["targets"] === 0
        ? `no target, behind ${parameters["service"]}`
        : `${parameters["unhealthy"]} of ${parameters["targets"]} unhealthy, behind ${parameters["service"]}`,
  },
  openToEveryone: {
    title: "Services that let everybody in",
    meaning: "Every AWS account may connect, and is accepted without being asked about.",
    detail: () => "* is allowed, accepted automatically",
    fix: "Require acceptance",
  },
  zoneDrift: {
    title: "Zones that a load balancer has and its service does not offer",
    meaning:
      "A zone that is enabled on a load balancer later only reaches consumers once the service is modified.",
    detail: ({ parameters }) => `${parameters["zones"]}`,
    fix: "Fix zones",
  },
  deadEndpoint: {
    title: "Endpoints that lead nowhere and are billed",
    meaning: "AWS bills an endpoint by the hour in any state, until it is deleted.",
    detail: ({ parameters }) =>
      `${stateWord(parseState(endpointStates, String(parameters["state"])))}, ${dollars(Number(parameters["monthlyDollars"]))} a month`,
    fix: "Delete",
  },
  noNotification: {
    title: "Services whose owner is not told of requests",
    meaning: "Requests wait for acceptance, and no topic hears of them.",
    detail: () => "no notification",
    fix: "Create notification",
  },
  singleZoneService: {
    title: "Services in a single zone",
    meaning:
      "When that zone fails, every consumer is cut off; and consumers without a subnet there cannot connect.",
    detail: () => "1 zone",
  },
  singleZoneEndpoint: {
    title: "Endpoints in a single zone",
    meaning: "When that zone fails, the whole VPC is cut off from the service.",
    detail: () => "1 zone",
    fix: "Modify",
  },
  noSecurityGroup: {
    title: "Load balancers without a security group",
    meaning:
      "Nothing limits who sends to them, and a group can only be given to a load balancer when it is made.",
    detail: ({ parameters }) => `behind ${parameters["service"]}`,
  },
};

export const severityWords: Record<Severity, string> = {
  broken: "Broken",
  degraded: "Degraded",
  risk: "Risk",
};

/** The page's title once there is a result. */
export function auditTitle({ items }: Audit): string {
  return items.length === 0 ? "Nothing stands out" : `${counted(items.length, "thing")} to look at`;
}

/** `in 2 scopes: 3 endpoints, 1 service`. */
export function auditCounts({ scopes, endpoints, services, leftOut }: Audit): string {
  const all = `In ${counted(scopes, "scope")}: ${counted(endpoints, "endpoint")}, ${counted(services, "service")}.`;
  return leftOut === 0 ? all : `${all} ${leftOut} more were not asked about.`;
}

export function auditPlace({ scope }: Pick<AuditItem, "scope">): string {
  return `${accountName(scope)} · ${scope.account} · ${scope.region}`;
}

export function auditGapTitle({ codes }: AuditGap): string {
  return codes.map((code) => auditCodeTexts[code].title).join("; ");
}

export function auditGapReason({ gap, scope }: AuditGap): string {
  return `${accountName(scope)}, ${scope.region}: ${unseenReason("provider", gap)}`;
}

/** An audit to paste elsewhere; account ids are taken out. */
export function auditMarkdown(audit: Audit): string {
  const groups = Map.groupBy(audit.items, ({ code }) => code);
  const parts = [
    `# ${auditTexts.title}: ${auditTitle(audit)}`,
    auditCounts(audit),
    ...[...groups].map(([code, items]) => groupPart(code, items)),
    ...(audit.gaps.length === 0 ? [] : [`## ${auditTexts.unseen}`, audit.gaps.map(gapLine).join("\n")]),
  ];
  return `${withoutAccounts(parts.join("\n\n"))}\n`;
}

function groupPart(code: AuditCode, items: readonly AuditItem[]): string {
  const { title, meaning, detail } = auditCodeTexts[code];
  const rows = items.map(
    (item) =>
      `| ${escaped(item.name)} | \`${item.resource}\` | ${escaped(auditPlace(item))} | ${escaped(detail(item))} |`,
  );
  const { name, what, where } = auditTexts;
  return [
    `## ${title}`,
    "",
    meaning,
    "",
    `| ${name} | Id | ${where} | ${what} |`,
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function gapLine(gap: AuditGap): string {
  return `- **${escaped(auditGapTitle(gap))}**: ${escaped(auditGapReason(gap))}`;
}

/** Names are other people's text: they must not become markup, and a table's cell is one line. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#]/g, "\\$&").replaceAll(/\s+/g, " ");
}
