import { AwsError } from "../../wire/awsError.ts";

/**
 * Applies a change to each id and answers 200 whatever happens: what could not be changed is listed with its own
 * error, as the bulk operations of PrivateLink do.
 */
export function changeEach(ids: readonly string[], change: (id: string) => void): { Unsuccessful: object[] } {
  const Unsuccessful: object[] = [];
  for (const id of ids) {
    try {
      change(id);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Unsuccessful.push({ ResourceId: id, Error: { Code: error.code, Message: error.message } });
    }
  }
  return { Unsuccessful };
}

/** Refuses members that AWS has and the sandbox does not, rather than ignore them. */
export function refuseMembers(input: object, names: readonly string[]): void {
  const given = names.find((name) => Object.hasOwn(input, name));
  if (given === undefined) return;
  throw new AwsError("UnsupportedOperation", `The sandbox does not have the parameter ${given}.`);
}
