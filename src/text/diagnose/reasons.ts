import type { Certainty, NotCheckedReason, Severity, Side, StationName } from "../../core/diagnose/cause.ts";
import type { Gap } from "../../core/diagnose/evidence/seen.ts";
import type { Consequence, Unseen } from "../../core/diagnose/finding.ts";
import { failureSentence } from "../failures.ts";

/** Why a cause is not checked. */
export const notCheckedReasons: Readonly<Record<NotCheckedReason, string>> = {
  needsMetrics: "CloudWatch's metrics would show it, which are not read.",
  needsInstance: "Something would have to run on an instance. Diagnose only reads.",
  needsDnsRecords: "Records in Route 53 or in public DNS would show it, which are not read.",
  needsOtherService: "Another service of AWS would have to be asked, such as Service Quotas.",
  shownWhenMade: "It shows when something is made or changed, and the wizard says it then.",
  shownByTest: "A connectivity test meets it before it sends anything, and says so.",
  shownAsGap: "AWS would refuse the diagnosis itself; then parts are missing here, and say so.",
  outsideVpc: "It is about clients outside the endpoint's VPC. Diagnose looks from inside.",
  otherConsumers: "It depends on other consumers' networks, which no account shows to anybody else.",
  ownersIntent: "Only its owner knows what was meant.",
  undocumented: "AWS does not document how it behaves.",
};

const sides: Readonly<Record<Side, string>> = { consumer: "consumer", provider: "provider" };

/** Why something could not be looked at. */
export function gapSentence({ side, gap }: Pick<Unseen, "side" | "gap">): string {
  return gapSentences[gap.code]({ side, gap });
}

type Sentence = (unseen: Pick<Unseen, "side" | "gap">) => string;

const gapSentences: Readonly<Record<Gap["code"], Sentence>> = {
  notOpen: ({ side }) =>
    `No profile of the ${sides[side]}'s account is open in this window, so its side cannot be seen.`,
  refused: ({ gap }) => (gap.code === "refused" ? refusal(gap) : ""),
  unknownWhich: ({ side }) =>
    `What would have told which part of the ${sides[side]}'s side to look at could not be seen itself.`,
  noTest: () => "The endpoint has not been tested yet. A connectivity test shows it.",
  noClient: () => "The endpoint's VPC has no instance to look from.",
};

function refusal({ failure }: Extract<Gap, { code: "refused" }>): string {
  const what = failure.action === undefined ? "A call" : failure.action;
  return failure.code === "accessDenied"
    ? `${what} is not allowed to this profile.`
    : `${what} failed: ${failureSentence(failure)}`;
}

export const certainties: Readonly<Record<Certainty, string>> = { proved: "Proved", likely: "Likely" };

export const severities: Readonly<Record<Severity, string>> = {
  broken: "Nothing gets through",
  degraded: "Not all gets through",
  risk: "Works, but is a risk",
};

export const stationNames: Readonly<Record<StationName, string>> = {
  name: "Name",
  client: "Client",
  endpoint: "Endpoint",
  acceptance: "Acceptance",
  service: "Service",
  loadBalancer: "Load balancer",
  target: "Targets",
};

/** What to be asked about before a fix is applied. */
export const consequences: Readonly<Record<Consequence, string>> = {
  cost: "AWS bills it from then on.",
  security: "It lets more through than before.",
  noWayBack: "It cannot be undone.",
  interrupts: "Connections may be interrupted while it takes effect.",
};
