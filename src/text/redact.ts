/**
 * Takes account ids out of a text that is meant to be pasted elsewhere. The last four digits stay: they tell accounts
 * apart, for those who know them.
 */
export function withoutAccounts(text: string): string {
  return text.replaceAll(/(?<![\w-])\d{8}(?=\d{4}(?!\w))/g, "********");
}
