import { randomBytes } from "node:crypto";
import { AwsError } from "../../wire/awsError.ts";

/** A name and a path in IAM's form; throws `ValidationError`. */
export function checkedName(name: string, path = "/"): { name: string; path: string } {
  const problem = !/^[\w+=,.@-]{1,128}$/.test(name)
    ? `The specified value for the name is invalid: '${name}'`
    : `The specified value for path is invalid: '${path}'`;
  if (/^[\w+=,.@-]{1,128}$/.test(name) && /^\/([\x21-\x7e]{0,510}\/)?$/.test(path)) return { name, path };
  throw new AwsError("ValidationError", problem);
}

/** A unique id as IAM makes them: four letters for the kind, and letters and digits. */
export function uniqueId(kind: "AROA" | "AIPA"): string {
  return `${kind}${randomBytes(9).toString("hex").toUpperCase().slice(0, 17)}`;
}

/** The refusal to make a second one of a name. */
export function alreadyExists(kind: string, name: string): AwsError {
  return new AwsError("EntityAlreadyExists", `${kind} with name ${name} already exists.`);
}
