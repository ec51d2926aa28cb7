import { isReference, type Plan, type Step, type Value } from "../../src/core/plan/step.ts";
import { stepSubject, waitSentence } from "../../src/text/plan.ts";

/** A plan as people read it, for golden files: every call with its whole input. */
export function planText(plan: Plan): string {
  return plan.steps.map((step, index) => stepText(step, index, plan.flow)).join("\n\n");
}

function stepText(step: Step, index: number, flow: Plan["flow"]): string {
  const without = flow === "tearDown" ? "impossible" : "goes with the rest";
  return [
    ...(step.before ? [`(${waitSentence(step.before)})`] : []),
    `${index + 1}. ${step.service} ${step.operation} as ${step.scope.profile} in ${step.scope.region}: ${stepSubject(step)}`,
    ...inputLines(step.input),
    ...(step.wait ? [`   then: ${waitSentence(step.wait)}`] : []),
    `   undo: ${step.inverse?.operation ?? without}`,
    `   needs: ${step.permissions.join(", ")}`,
  ].join("\n");
}

function inputLines(input: Step["input"]): readonly string[] {
  return Object.entries(input).map(([member, value]) => `   ${member} = ${valueText(member, value)}`);
}

function valueText(member: string, value: Value): string {
  if (member === "UserData" && typeof value === "string")
    return `base64 of ${atob(value).split("\n").length} lines`;
  return JSON.stringify(value, (_, each: Value) =>
    isReference(each) ? `{${each.step}.${each.output}}` : each,
  );
}
