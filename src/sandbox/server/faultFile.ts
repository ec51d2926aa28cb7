import { readAs, readJson } from "../files/jsonFile.ts";
import { anyObject, flag, listOf, objectOf, oneOf, type Rule, text, whole, wrong } from "../files/rules.ts";
import { type ServiceName, serviceModels } from "../wire/operations.ts";
import { operationShapes, shapeAt } from "../wire/schema.ts";
import type { Fault } from "./faults.ts";

// Known by their keys; Object.keys has no narrower type than string.
const services = Object.keys(serviceModels) as ServiceName[];

const selection = {
  account: text({ pattern: /^\d{12}$/, form: "an account id of twelve digits" }),
  region: text(),
  service: oneOf(services),
  operation: text(),
  dryRun: flag,
  nth: whole(1, 1_000_000),
  times: whole(1, 1_000_000),
  delayMs: whole(1, 600_000),
};
const error = { message: text(), status: whole(400, 599), after: flag };

/** The members of each effect beside the selection. */
const effects = {
  error: objectOf({ code: text() }, { effect: oneOf(["error"]), ...error, ...selection }),
  throttle: objectOf({ effect: oneOf(["throttle"]) }, { after: flag, ...selection }),
  serverError: objectOf({ effect: oneOf(["serverError"]) }, { after: flag, ...selection }),
  expiredCredentials: objectOf({ effect: oneOf(["expiredCredentials"]) }, selection),
  denied: objectOf({ effect: oneOf(["denied"]) }, selection),
  drop: objectOf({ effect: oneOf(["drop"]) }, { after: flag, ...selection }),
  delay: objectOf({ effect: oneOf(["delay"]), delayMs: selection.delayMs }, { after: flag, ...selection }),
  unsuccessful: objectOf(
    { effect: oneOf(["unsuccessful"]), code: text(), operation: text() },
    { message: text(), ids: listOf(text()), ...selection },
  ),
} satisfies Record<string, Rule<Fault>>;

// Known by their keys; Object.keys has no narrower type than string.
const effectNames = Object.keys(effects) as (keyof typeof effects)[];

const faultRule: Rule<Fault> = {
  read: (value, path) => {
    const { effect = "error" } = anyObject.read(value, path);
    const fault = effects[oneOf(effectNames).read(effect, `${path}.effect`)].read(value, path);
    checkOperation(fault, path);
    return fault;
  },
  schema: { anyOf: effectNames.map((name) => effects[name].schema) },
};

/** The faults in a file; throws FileError with a sentence that says what is wrong where. */
export function readFaultFile(path: string): Fault[] {
  return readAs(listOf(faultRule), readJson(path), path);
}

/** A fault that can never strike is a typing mistake. */
function checkOperation({ service, operation, effect }: Fault, path: string): void {
  if (operation === undefined) return;
  const owners = services.filter((name) => operationShapes(name, operation) !== undefined);
  if (owners.length === 0)
    throw wrong(`${path}.operation`, `names ${operation}, which the sandbox does not have`);
  if (service !== undefined && !owners.some((owner) => owner === service))
    throw wrong(
      `${path}.operation`,
      `names ${operation}, which belongs to ${owners.join(" and ")}, not ${service}`,
    );
  if (effect === "unsuccessful" && !owners.some((owner) => listsUnsuccessful(owner, operation)))
    throw wrong(`${path}.operation`, `names ${operation}, whose answer has no Unsuccessful list`);
}

function listsUnsuccessful(service: ServiceName, operation: string): boolean {
  const output = operationShapes(service, operation)?.[1] ?? null;
  const shape = output === null ? undefined : shapeAt(output);
  return shape?.kind === "structure" && shape.members.some(([name]) => name === "Unsuccessful");
}
