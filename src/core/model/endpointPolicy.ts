/** AWS's limit for an endpoint policy, in characters, blanks included. */
export const policyLimit = 20_480;

export type PolicyProblem =
  | { readonly code: "tooLong"; readonly length: number }
  | { readonly code: "notJson" }
  | { readonly code: "noStatement" }
  | { readonly code: "noEffect"; readonly statement: number };

/** What an endpoint has without a policy of its own. Source: PrivateLink guide, "Default endpoint policy". */
const fullAccess = {
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

/** A policy to read and edit; one that AWS returned as something else than JSON is shown as it is. */
export function readablePolicy(document: string | undefined): string {
  if (document === undefined) return `${JSON.stringify(fullAccess, null, 2)}\n`;
  const parsed = parseJson(document);
  return parsed === undefined ? document : `${JSON.stringify(parsed, null, 2)}\n`;
}

/** The document as it is sent: the same JSON without blanks, which count towards the limit. */
export function compactPolicy(text: string): string {
  return JSON.stringify(parseJson(text));
}

/** What AWS would certainly refuse; the rest is for AWS to say. */
export function policyProblem(text: string): PolicyProblem | undefined {
  const policy = parseJson(text);
  if (!isObject(policy)) return { code: "notJson" };
  const stated = policy["Statement"];
  const statements: readonly unknown[] = Array.isArray(stated)
    ? stated
    : stated === undefined
      ? []
      : [stated];
  if (statements.length === 0) return { code: "noStatement" };
  const wrong = statements.findIndex((each) => !isObject(each) || !isEffect(each["Effect"]));
  if (wrong >= 0) return { code: "noEffect", statement: wrong + 1 };
  const { length } = compactPolicy(text);
  return length > policyLimit ? { code: "tooLong", length } : undefined;
}

/** Whether a policy lets nobody do anything: nothing is allowed in it, or everything is denied without a condition. */
export function policyAllowsNothing(text: string): boolean {
  const policy = parseJson(text);
  if (!isObject(policy)) return false;
  const statements = [policy["Statement"]].flat().filter(isObject);
  const allowed = statements.some((each) => each["Effect"] === "Allow");
  return !allowed || statements.some(deniesEverything);
}

function deniesEverything(statement: Readonly<Record<string, unknown>>): boolean {
  const named = ["Action", "Resource"].every((member) => [statement[member]].flat().includes("*"));
  const principal = statement["Principal"];
  const everybody = principal === "*" || (isObject(principal) && [principal["AWS"]].flat().includes("*"));
  return statement["Effect"] === "Deny" && named && everybody && statement["Condition"] === undefined;
}

function isEffect(value: unknown): boolean {
  return value === "Allow" || value === "Deny";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
