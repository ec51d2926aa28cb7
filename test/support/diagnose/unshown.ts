import type { CauseId } from "../../../src/core/diagnose/cause.ts";

/** Checked causes that the sandbox cannot show, with why: tables of facts show them instead, in `unshownRules.test.ts`. */
export const unshown: Readonly<Partial<Record<CauseId, string>>> = {
  B14: "the sandbox shares no subnets between accounts",
  G6: "the scopes of a test are all in one Region",
};
