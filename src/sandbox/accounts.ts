import { randomBytes } from "node:crypto";
import { consumerAccount, providerAccount } from "./scenarios/article.ts";
import type { Account } from "./state/account.ts";

/** A key pair that the caller chose, for an account of the caller's choice. */
export interface Credential {
  accessKeyId: string;
  secretAccessKey: string;
  accountId: string;
}

/** The scenarios' two accounts with new random keys, and those of the given credentials. */
export function createAccounts(credentials: readonly Credential[]): Account[] {
  const own: Account[] = [
    { id: providerAccount, profile: "provider", alias: "platform", zoneShift: 0, ...randomKeys() },
    // Shifted by two, the consumer's us-east-1a is the zone use1-az4, where the provider's is use1-az1.
    { id: consumerAccount, profile: "consumer", alias: "orders", zoneShift: 2, ...randomKeys() },
  ];
  const further = credentials.map(({ accountId, accessKeyId, secretAccessKey }, index): Account => {
    const known = own.find((account) => account.id === accountId);
    const zoneShift = known?.zoneShift ?? 1;
    const alias = known?.alias ?? "";
    return {
      id: accountId,
      profile: `account-${accountId}-${index + 1}`,
      alias,
      zoneShift,
      accessKeyId,
      secretAccessKey,
    };
  });
  return [...own, ...further];
}

function randomKeys() {
  const accessKeyId = `AKIA${randomBytes(10).toString("hex").toUpperCase().slice(0, 16)}`;
  return { accessKeyId, secretAccessKey: randomBytes(30).toString("base64url") };
}
