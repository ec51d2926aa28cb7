import { planTag } from "../model/tags.ts";
import { testerTag } from "../model/tester.ts";
import { type Input, isReference, type Step, type Value } from "./step.ts";

/** What plans give by themselves. */
const given: readonly string[] = ["Name", planTag, testerTag];

/** The tags that the user wants on what a call makes, in their order. */
export function ownTags({ input }: Step): readonly (readonly [string, string])[] {
  const specifications = membersOf(input["TagSpecifications"]).flatMap(({ Tags }) => membersOf(Tags));
  return [...specifications, ...membersOf(input["Tags"])].flatMap(({ Key, Value }) =>
    typeof Key === "string" && typeof Value === "string" && !given.includes(Key)
      ? [[Key, Value] as const]
      : [],
  );
}

function membersOf(value: Value | undefined): readonly Input[] {
  return isList(value) ? value.filter(isInput) : [];
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function isInput(value: Value): value is Input {
  return typeof value === "object" && !isList(value) && !isReference(value);
}
