import { expectationLine, requestLine } from "../../../text/pageTest.ts";
import { duration, verdictMeaning, verdictSentence } from "../../../text/probe.ts";
import { markdownTexts } from "../../../text/probeMarkdown.ts";
import { attemptHint, attemptPlace, exitSentence, outcomeWords } from "../../../text/probeOutcome.ts";
import { withoutAccounts } from "../../../text/redact.ts";
import { answerHead } from "../reading.ts";
import type { ProbeAttempt, ProbeReport } from "../report.ts";
import { works } from "../verdict.ts";

/**
 * A report to paste elsewhere. Account ids are redacted everywhere, also where a server or curl wrote them.
 * @param at When it ran, as the reader's locale writes it.
 */
export function reportMarkdown(report: ProbeReport, at: string): string {
  const failed = report.attempts.find(({ outcome }) => !works(outcome));
  const shown = failed ?? report.attempts[0];
  const sections = [
    `# ${text(verdictSentence(report))}`,
    text(verdictMeaning(report)),
    facts(report, at),
    table(report.attempts, report.request.scheme === "https"),
    markdownTexts.cumulative,
    ...certificate(report),
    ...(shown === undefined ? [] : answer(shown)),
  ];
  return `${withoutAccounts(sections.join("\n\n"))}\n`;
}

function facts({ instanceId, instanceName, request, scope, endpointName }: ProbeReport, at: string): string {
  const from = instanceName === instanceId ? code(instanceId) : `${text(instanceName)} ${code(instanceId)}`;
  return [
    `- ${markdownTexts.from}: ${from}, ${markdownTexts.account} ${code(scope.account)}, ${scope.region}`,
    `- ${markdownTexts.to}: ${text(endpointName)} ${code(request.endpointId)}`,
    `- ${markdownTexts.request}: ${text([requestLine(request), expectationLine(request)].filter(Boolean).join(". "))}`,
    `- ${markdownTexts.ran}: ${at}`,
  ].join("\n");
}

function table(attempts: readonly ProbeAttempt[], tls: boolean): string {
  const { attempt, dns, connect, handshake, firstByte, total, result } = markdownTexts;
  const heads = [attempt, dns, connect, ...(tls ? [handshake] : []), firstByte, total, result];
  const rule = heads.map((_, index) => (index === 0 || index === heads.length - 1 ? "---" : "---:"));
  const rows = attempts.map((each) => {
    const { timings } = each.reading;
    const times = [timings.dns, timings.connect, ...(tls ? [timings.tls] : []), timings.firstByte];
    const place = [attemptPlace(each), attemptHint(each)].filter((part) => part !== "").join(" · ");
    const cells = [...times, timings.total].map((time) => (time > 0 ? duration(time) : markdownTexts.none));
    return [cell(place), ...cells, cell(outcomeWords(each.outcome, each.reading))];
  });
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function certificate({ certificate: shown }: ProbeReport): readonly string[] {
  if (shown === undefined) return [];
  const until = shown.expiresAt === undefined ? [] : [new Date(shown.expiresAt).toISOString().slice(0, 10)];
  return [
    [
      `- ${markdownTexts.subject}: ${code(shown.subject)}`,
      `- ${markdownTexts.issuer}: ${code(shown.issuer)}`,
      ...until.map((date) => `- ${markdownTexts.expires}: ${date}`),
    ].join("\n"),
  ];
}

function answer(attempt: ProbeAttempt): readonly string[] {
  const { body, exitCode, verbose } = attempt.reading;
  const head = answerHead(attempt.reading);
  return [
    `## ${cell(attemptPlace(attempt))}`,
    exitSentence(exitCode),
    ...(head.length === 0 ? [] : [block(head.join("\n"))]),
    ...(body === "" ? [] : [block(body)]),
    ...(works(attempt.outcome) || verbose === "" ? [] : [block(verbose)]),
  ];
}

/** A fence longer than any in the text, so that no text can end it. */
function block(content: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${content.trimEnd()}\n${fence}`;
}

function code(content: string): string {
  return `\`${content.replaceAll("`", "'").replaceAll("\n", " ")}\``;
}

/** Text from outside as text, whatever Markdown would make of it. */
function text(content: string): string {
  return content.replaceAll(/[\\`*_[\]<>#|]/g, "\\$&").replaceAll("\n", " ");
}

function cell(content: string): string {
  return text(content);
}
