import type {
  CauseId,
  Certainty,
  Family,
  NotCheckedReason,
  Side,
  StationName,
} from "../core/diagnose/cause.ts";
import type {
  Consequence,
  Diagnosis,
  Finding,
  Fix,
  RankedFinding,
  StationState,
} from "../core/diagnose/finding.ts";
import { endpointStates, parseState } from "../core/model/states.ts";
import type { RunStatus } from "../core/plan/run.ts";
import type { AttemptOutcome, Verdict } from "../core/probe/report.ts";
import { findingTitle } from "./diagnose/findingWords.ts";
import { counted, dollars } from "./plan.ts";
import { stateWord } from "./states.ts";

/** Words of a diagnosis' page. */
export const diagnoseTexts = {
  looking: "Looking at both sides…",
  lookingAgain: "Looking again…",
  path: "Path",
  findings: "Findings, most likely first",
  proof: "Proof: API field",
  value: "Value",
  judged: "Judged",
  absent: "absent",
  also: "Brings with it",
  unseen: "What could not be seen",
  notChecked: "Not checked",
  rerun: "Run again",
  markdown: "Copy as Markdown",
  json: "Copy JSON",
  topology: "Topology",
  apply: "Apply fix",
  copyCli: "Copy as AWS CLI",
  otherWay: "Other way",
  requestTitle: "What to send",
  whatToDo: "What to do",
  copyPermission: "Copy permission",
  copyText: "Copy text to send",
  runTest: "Test connectivity",
  closeFix: "Close",
  console: "Open in the AWS console",
  notOpen: "not open here",
  likelyOnly: "Likely: no API field proves it.",
  assumedClient:
    "Likely: no test has told who the client is. This holds for the one instance that was looked at, of several in the VPC.",
} as const;

export const stationNames: Record<StationName, string> = {
  name: "Name",
  client: "Client",
  endpoint: "Endpoint",
  acceptance: "Acceptance",
  service: "Service",
  loadBalancer: "Load balancer",
  target: "Target",
};

/** More lines than these at one station say no more. */
const mostDetails = 3;

/** What stands at a station, in words. */
export function stationDetails({ name, details }: StationState): readonly string[] {
  const words = name === "acceptance" ? details.map(acceptanceWord) : details;
  const more = words.length - mostDetails;
  return more > 0 ? [...words.slice(0, mostDetails), `and ${more} more`] : words;
}

function acceptanceWord(detail: string): string {
  const state = parseState(endpointStates, detail);
  return state === "unknown" ? detail : stateWord(state);
}

export const stationStates: Record<StationState["state"], string> = {
  fine: "Fine",
  degraded: "Degraded",
  broken: "Broken",
  notSeen: "Not seen",
};

const roleWords: Record<RankedFinding["role"], string> = {
  cause: "Cause",
  alsoWrong: "Also wrong",
  risk: "Risk",
};

export function roleWord({ certainty, role }: Pick<RankedFinding, "certainty" | "role">): string {
  return role === "cause" && certainty === "likely" ? "Likely cause" : roleWords[role];
}

/** Why a finding is no more than likely, or nothing where it is proved. */
export function doubtOf({ certainty, assumesClient }: Finding): string {
  if (assumesClient) return diagnoseTexts.assumedClient;
  return certainty === "likely" ? diagnoseTexts.likelyOnly : "";
}

export const certaintyWords: Record<Certainty, string> = { proved: "Proved", likely: "Likely" };

export const judgements = { wrong: "Wrong", asSet: "As set" } as const;

/** Families of causes, by the letter that their ids begin with. */
const familyNames: Record<Family, string> = {
  A: "Endpoint",
  B: "Consumer's network",
  C: "Names",
  D: "Service and load balancer",
  E: "Targets and application",
  F: "Performance",
  G: "Permissions and tests",
  H: "IPv6, UDP and other Regions",
};

export function byFamily(causes: readonly CauseId[]): ReadonlyMap<string, readonly CauseId[]> {
  return Map.groupBy(causes, (id) => familyNames[id.charAt(0) as Family]);
}

/** `8 endpoint, 14 names`. */
export function familyCounts(causes: readonly CauseId[]): string {
  return [...byFamily(causes)].map(([family, { length }]) => `${length} ${lowerFirst(family)}`).join(", ");
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export const notCheckedReasons: Record<NotCheckedReason, string> = {
  needsMetrics: "Only CloudWatch's metrics show it, and Diagnose does not read them.",
  needsInstance: "Something would have to run on an instance, and Diagnose only reads.",
  needsDnsRecords: "It stands in Route 53 or in public DNS, which Diagnose does not read.",
  needsOtherService: "Only the API of another AWS service shows it, such as Service Quotas.",
  shownWhenMade: "It shows when something is made, and the wizard says it then.",
  undocumented: "AWS does not document how it behaves, so it is not judged.",
  shownByTest: "A connectivity test meets it before it sends anything, and says so.",
  shownAsGap: "It keeps Diagnose itself from reading, and then that is listed as not seen.",
  outsideVpc: "It is about clients outside the endpoint's VPC, where Diagnose does not look.",
  otherConsumers: "It depends on what other consumers have, which no account shows.",
  ownersIntent: "Whether it is wrong depends on what its owner meant.",
};

/** The page's title: what leads, or that nothing does. */
export function diagnosisTitle({ findings, unseen }: Diagnosis, testFailed: boolean): string {
  const [first] = findings;
  if (first !== undefined && first.role !== "risk") return findingTitle(first);
  if (testFailed) return "Nothing that can be seen explains the failed test";
  return hasGaps({ unseen }) ? "Nothing is wrong as far as can be seen" : "Nothing is wrong";
}

/** Whether something that AWS could have told was not seen. A test that nobody has run is no such thing. */
export function hasGaps({ unseen }: Pick<Diagnosis, "unseen">): boolean {
  return unseen.some(({ gap }) => gap.code !== "noTest");
}

/** `3 findings, 2 not seen, 42 checks fine`. */
export function diagnosisCounts({ findings, fine, unseen }: Diagnosis): string {
  return [
    counted(findings.length, "finding"),
    ...(unseen.length === 0 ? [] : [`${unseen.length} not seen`]),
    `${counted(fine.length, "check")} fine`,
  ].join(", ");
}

export function explainsTest(at: string, words: string, passed: boolean): string {
  return passed ? `The test of ${at} passed.` : `Looks for the reason of the test of ${at}: ${words}.`;
}

/** A test's verdict in a few words, with curl's exit code where it has one. */
export function testWords(verdict: Verdict): string {
  switch (verdict.code) {
    case "passed":
      return "everything answers";
    case "failed":
      return outcomeWords(verdict.outcome);
    case "zonesBroken":
      return `${verdict.broken.map(({ zoneId, zoneName }) => zoneId ?? zoneName).join(", ")}: ${outcomeWords(verdict.outcome)}`;
    case "namesBroken":
      return `${counted(verdict.hosts.length, "name")}: ${outcomeWords(verdict.outcome)}`;
    case "mixed":
      return `${verdict.failed} failed: ${outcomeWords(verdict.outcome)}`;
    case "incomplete":
      return "a part of the output was lost";
  }
}

const outcomes: Partial<Record<AttemptOutcome["code"], string>> = {
  timedOut: "timeout, exit 28",
  refused: "refused, exit 7",
  unreachable: "no way there, exit 7",
  unknownName: "name not found, exit 6",
  emptyReply: "no answer, exit 52",
  reset: "connection reset, exit 56",
  cutShort: "answer cut short, exit 18",
  tlsFailed: "TLS failed, exit 35",
  wrongName: "certificate has another name, exit 60",
  untrusted: "certificate is not trusted, exit 60",
  notHttp: "answer is not HTTP, exit 1",
  noCurl: "no curl on the instance",
  noResult: "no result",
  textMissing: "another answer than expected",
};

function outcomeWords(outcome: AttemptOutcome): string {
  if (outcome.code === "httpError" || outcome.code === "otherStatus") return `status ${outcome.httpStatus}`;
  if (outcome.code === "otherFailure") return `exit ${outcome.exitCode}`;
  return outcomes[outcome.code] ?? "failed";
}

export function fixHeading(title: string): string {
  return `Fix: ${title}`;
}

/** Calls, cost, permissions and the way back of a fix in one line; USD a month. */
export function fixSummary(
  { consequence, plan, undoable }: Extract<Fix, { readonly kind: "plan" }>,
  monthly: number,
): string {
  const permissions = [...new Set(plan.steps.flatMap((step) => step.permissions))];
  const inverses = [...new Set(plan.steps.flatMap(({ inverse }) => inverse?.operation ?? []))];
  // What an instance that is started costs, nothing here knows.
  const free = consequence === "cost" ? "cost not known" : "no fixed cost";
  return [
    `${counted(plan.steps.length, "call")}, ${monthly === 0 ? free : `${dollars(monthly)} a month`}.`,
    ...(permissions.length === 0 ? [] : [`Needs ${permissions.join(", ")}.`]),
    undoable ? `Undo: ${inverses.join(", ")}.` : "Cannot be undone.",
  ].join(" ");
}

export const consequenceWords: Record<Consequence, string> = {
  cost: "It costs money as long as it stays so.",
  security: "It lets more in than before.",
  noWayBack: "There is no way back.",
  interrupts: "Connections are interrupted while it happens.",
  everyClient: "It changes what every client of the service meets, not this one alone.",
  shutsOut: "Some who can connect by themselves now cannot any more.",
};

export const fixQuestion = {
  title: (title: string) => `${title}?`,
  apply: "Apply fix",
} as const;

/** What stands in the question before a fix is applied. */
export function fixQuestionDetail(
  calls: readonly string[],
  consequence: Consequence,
  account: string,
): string {
  return `${consequenceWords[consequence]}\n\n${account}:\n${calls.join("\n")}`;
}

/** How a fix went, as the heading of its own part of the page. */
export const fixHeadlines: Record<RunStatus, string> = {
  checking: "Checking permissions",
  running: "Applying",
  stopped: "The fix has stopped",
  done: "The fix is applied",
  undoing: "Undoing",
  undoStopped: "Undoing has stopped",
  undone: "The fix is undone",
  kept: "The fix is applied",
};

/** What the diagnosis after a fix has to say about it. */
export const afterFix = {
  undone: "Everything is as it was before.",
  found: "Looked again: it is still found. AWS may need a minute; run Diagnose again then.",
  fine: "Looked again: it is not found any more.",
  unseen: "Looked again: whether it is still so could not be seen.",
} as const;

/** Whose move it is when the side that has to act is not open. */
export function otherSideActs(side: Side, account: string | undefined): string {
  const whom = account === undefined ? "" : ` (${account})`;
  return `Only the ${side}${whom} can do this, and no profile of that account is open here.`;
}

export function copyRequestLabel(side: Side): string {
  return `Copy request for the ${side}`;
}

/** The first lines of what is sent to the other side. */
export function pleaseMend(title: string): string {
  return `This AWS PrivateLink connection needs you. ${title}.`;
}

export const pleaseDiagnose = "Please look into this AWS PrivateLink connection from your side";

export function openCauses(count: number): string {
  return `${counted(count, "cause")} left open`;
}

export function fineSummary(count: number): string {
  return count === 1 ? "1 check is fine" : `${count} checks are fine`;
}

export function notCheckedSummary(count: number): string {
  return `${counted(count, "cause")} not checked`;
}

export const diagnoseCopied = {
  cli: "Copied the AWS CLI script. Nothing was applied.",
  json: "Copied the diagnosis as JSON.",
  markdown: "Copied the diagnosis as Markdown, without account ids.",
  permission: "Copied the permission as an IAM policy.",
  request: "Copied the request.",
  text: "Copied.",
} as const;
