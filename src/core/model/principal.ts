type PrincipalProblem = "notAnArn" | "path";

export type ParsedPrincipal =
  | { readonly ok: true; readonly arn: string }
  | {
      readonly ok: false;
      readonly text: string;
      readonly problem: PrincipalProblem;
      readonly account?: string;
    };

/**
 * A principal that a service may allow: an account id, the ARN of an account, role or user, or `*`. ARNs with a path are
 * refused, because ModifyVpcEndpointServicePermissions does not support path components; that rules out the roles
 * of IAM Identity Center.
 */
export function parsePrincipal(text: string, partition: string): ParsedPrincipal {
  const trimmed = text.trim();
  if (trimmed === "*") return { ok: true, arn: "*" };
  if (/^\d{12}$/.test(trimmed)) return { ok: true, arn: accountArn(trimmed, partition) };
  const arn = /^arn:aws[a-z-]*:iam::(\d{12}):(root|(?:role|user)\/(.+))$/.exec(trimmed);
  if (arn === null) return { ok: false, text: trimmed, problem: "notAnArn" };
  const [, account, , name] = arn;
  if (name?.includes("/")) {
    return { ok: false, text: trimmed, problem: "path", ...(account === undefined ? {} : { account }) };
  }
  return { ok: true, arn: trimmed };
}

/** The principal that stands for a whole account; its own IAM policies say who in it may connect. */
export function accountArn(account: string, partition: string): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** The account that a principal's ARN belongs to, if it names one. */
export function principalAccount(arn: string): string | undefined {
  return /^arn:aws[a-z-]*:iam::(\d{12}):/.exec(arn)?.[1];
}

/** The principal that stands for everybody in every account. */
export const everyone = "*";

/** Whether some principals let an account, or somebody in it, see a service. */
export function isAllowed(account: string, principals: readonly string[]): boolean {
  return principals.some((arn) => arn === everyone || principalAccount(arn) === account);
}
