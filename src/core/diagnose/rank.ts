import type { ProbeReport } from "../probe/report.ts";
import { causeIds, stationIndex, subsumes } from "./catalogue/catalogue.ts";
import type { Finding, RankedFinding } from "./finding.ts";
import { brokenZoneIds, distance, symptomOf } from "./symptom.ts";

/**
 * Brings findings into order. What is broken comes before what is degraded and that before a risk; what is proved before
 * what is likely; proved findings in the order in which a packet meets them, likely ones by how well they explain what
 * the last test has shown. A finding that another one brings with it is folded under that one; a risk hides nothing that
 * is broken.
 */
export function rank(findings: readonly Finding[], test: ProbeReport | undefined): readonly RankedFinding[] {
  const ordered = findings.toSorted(byAll(orders(test)));
  const roots = ordered.filter((finding) => !ordered.some((other) => folds(other, finding)));
  const first = roots.find(({ severity }) => severity !== "risk");
  return roots.map((root) => ({
    ...root,
    role: root.severity === "risk" ? "risk" : root === first ? "cause" : "alsoWrong",
    folded: ordered.filter((finding) => roots.find((each) => folds(each, finding)) === root),
  }));
}

function folds(root: Finding, finding: Finding): boolean {
  if (root.severity === "risk" && finding.severity !== "risk") return false;
  return subsumes(root.cause, finding.cause);
}

type Order = (finding: Finding) => number;

const severities = ["broken", "degraded", "risk"] as const;

function orders(test: ProbeReport | undefined): readonly Order[] {
  const symptom = test === undefined ? undefined : symptomOf(test);
  const broken = test === undefined ? [] : brokenZoneIds(test);
  return [
    ({ severity }) => severities.indexOf(severity),
    ({ certainty }) => (certainty === "proved" ? 0 : 1),
    (finding) => (test === undefined ? 0 : zoneMismatch(finding, broken)),
    ({ cause, certainty }) => (certainty === "proved" ? 0 : distance(cause, symptom)),
    ({ cause }) => stationIndex(cause),
    ({ cause }) => causeIds.indexOf(cause),
  ];
}

/** A finding about some zones explains a test that failed in those; one about all zones a test that failed everywhere. */
function zoneMismatch({ zoneIds = [] }: Finding, broken: readonly string[]): number {
  if (broken.length === 0) return zoneIds.length === 0 ? 0 : 1;
  return broken.every((zone) => zoneIds.includes(zone)) ? 0 : 1;
}

function byAll(all: readonly Order[]): (a: Finding, b: Finding) => number {
  return (a, b) => all.map((order) => order(a) - order(b)).find((difference) => difference !== 0) ?? 0;
}
