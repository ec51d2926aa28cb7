import type { ComparisonRow, Verdict } from "../core/wizard/form.ts";

type What = ComparisonRow["what"];

export const comparisonTexts = {
  what: "What",
  invitation: "Invitation",
  aws: "AWS",
  result: "Result",
} as const;

export const comparedThings: Record<What, string> = {
  owner: "Owner",
  zones: "AZ IDs",
  privateDnsName: "DNS name",
  ports: "Port",
  acceptance: "Acceptance",
};

export const verdictWords: Record<Verdict, string> = {
  same: "Same",
  differs: "Differs",
  fewer: "Those you have too",
  verified: "Verified",
  unverified: "Not verified",
  notSeen: "Not seen",
  notStated: "Only AWS says so",
  awaited: "Provider accepts",
  notNeeded: "Automatic",
};

export function statedWords({ stated }: ComparisonRow): string {
  return stated.length === 0 ? "not stated" : stated.join(", ");
}

/** What AWS says; the one thing that it never tells consumers is the port. */
export function seenWords({ what, seen }: ComparisonRow): string {
  if (seen.length > 0) return seen.join(", ");
  return what === "ports" ? "not shown to consumers" : "not shown here";
}

/** When AWS contradicts an invitation. */
export function differenceSentence(what: readonly What[]): string {
  const things = what.map((each) => comparedThings[each]).join(", ");
  return `This differs from the invitation: ${things}. Ask the sender before you connect, by another way than they wrote to you.`;
}
