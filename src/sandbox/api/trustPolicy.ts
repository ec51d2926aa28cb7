import type { Account } from "../state/account.ts";
import { isRecord } from "../wire/values.ts";
import { callerArn } from "./call.ts";

/**
 * Whether a role's trust policy lets a caller assume the role. Of the conditions only `sts:ExternalId` is understood; a
 * statement with any other one does not apply.
 */
export function trusts(policy: string, caller: Account, externalId: string | undefined): boolean {
  const document: unknown = JSON.parse(policy);
  const statements = isRecord(document) ? listed(document["Statement"]).filter(isRecord) : [];
  const matching = statements.filter(
    (statement) =>
      namesAction(statement) && namesCaller(statement, caller) && conditionHolds(statement, externalId),
  );
  const effects = matching.map((statement) => statement["Effect"]);
  return effects.includes("Allow") && !effects.includes("Deny");
}

function namesAction(statement: Record<string, unknown>): boolean {
  return listed(statement["Action"]).some(
    (action) => typeof action === "string" && ["sts:assumerole", "sts:*", "*"].includes(action.toLowerCase()),
  );
}

/** An account, by its number or as `:root`, stands for everybody in it. */
function namesCaller(statement: Record<string, unknown>, caller: Account): boolean {
  const principal = statement["Principal"];
  const names = isRecord(principal) ? listed(principal["AWS"]) : listed(principal);
  const own = [caller.session?.roleArn, callerArn(caller), caller.id, `arn:aws:iam::${caller.id}:root`, "*"];
  return names.some((name) => own.some((candidate) => candidate === name));
}

function conditionHolds(statement: Record<string, unknown>, externalId: string | undefined): boolean {
  const condition = statement["Condition"];
  if (condition === undefined) return true;
  const equals = isRecord(condition) ? condition["StringEquals"] : undefined;
  if (!isRecord(condition) || !isRecord(equals)) return false;
  const single = Object.keys(condition).length === 1 && Object.keys(equals).length === 1;
  return single && externalId !== undefined && listed(equals["sts:ExternalId"]).includes(externalId);
}

function listed(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}
