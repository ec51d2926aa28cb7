import { randomBytes } from "node:crypto";
import type { ScenarioAccount } from "./scenarios/scenario.ts";
import type { Account } from "./state/account.ts";

/** A key pair that the caller chose, for an account of the caller's choice. */
export interface Credential {
  accessKeyId: string;
  secretAccessKey: string;
  accountId: string;
}

/** A scenario's accounts with new random keys, and those of the given credentials. */
export function createAccounts(
  scenario: readonly ScenarioAccount[],
  credentials: readonly Credential[],
): Account[] {
  const own = scenario.map(
    ({ zoneShift = 0, ...rest }): Account => ({ ...rest, zoneShift, ...randomKeys() }),
  );
  const further = credentials.map(({ accountId, accessKeyId, secretAccessKey }, index): Account => {
    const known = own.find((account) => account.id === accountId);
    const profile = `account-${accountId}-${index + 1}`;
    const zoneShift = known?.zoneShift ?? 1;
    const alias = known?.alias ?? "";
    return { id: accountId, profile, alias, zoneShift, accessKeyId, secretAccessKey };
  });
  // A snapshot of a sandbox that was started with credentials has their accounts among its own.
  const given = new Set(further.map(({ profile }) => profile));
  return [...own.filter(({ profile }) => !given.has(profile)), ...further];
}

function randomKeys() {
  const accessKeyId = `AKIA${randomBytes(10).toString("hex").toUpperCase().slice(0, 16)}`;
  return { accessKeyId, secretAccessKey: randomBytes(30).toString("base64url") };
}
