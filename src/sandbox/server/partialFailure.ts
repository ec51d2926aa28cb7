import type { Input } from "../wire/messages.ts";
import type { Fault } from "./faults.ts";

interface PartialFailure {
  /** The input without the ids that fail. */
  input: Input;
  /** Adds the failures to the operation's answer. */
  complete(output: object): object;
}

/** Splits a bulk call into what still happens and what a fault makes fail; without such a fault, nothing fails. */
export function partialFailure(fault: Fault | undefined, input: Input): PartialFailure {
  if (fault?.effect !== "unsuccessful") return { input, complete: (output) => output };
  const { ids, code, message = `The sandbox was told to answer ${code}.` } = fault;
  const fails = (id: string) => ids === undefined || ids.includes(id);
  const failed: string[] = [];
  const kept = Object.entries(input).map(([name, value]) => {
    if (!isIdList(name, value)) return [name, value];
    failed.push(...value.filter(fails));
    return [name, value.filter((id) => !fails(id))];
  });
  const failures = failed.map((ResourceId) => ({ ResourceId, Error: { Code: code, Message: message } }));
  return {
    input: Object.fromEntries(kept),
    complete: (output) => ({ ...output, Unsuccessful: [...unsuccessfulOf(output), ...failures] }),
  };
}

/** The bulk operations of PrivateLink name what they change in a list that ends with `Ids`. */
function isIdList(name: string, value: unknown): value is string[] {
  return name.endsWith("Ids") && Array.isArray(value);
}

function unsuccessfulOf(output: object): unknown[] {
  const items: unknown = Reflect.get(output, "Unsuccessful");
  return Array.isArray(items) ? items : [];
}
