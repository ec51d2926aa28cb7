import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import type { Flow } from "../../src/core/wizard/flow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import type { World } from "../../src/sandbox/state/world.ts";

/** A plan that every way to fail is tried on, and the sandbox that it begins in. */
export interface PlanCase {
  readonly name: string;
  readonly scenario: string;
  readonly flow: Flow;
  readonly answers: (world: World) => Answers;
}

/** Whatever is added here is covered by every test of the plan engine. */
export const planCases: readonly PlanCase[] = [
  {
    name: "publish the sample application",
    scenario: "article",
    flow: publishFlow,
    answers: () => ({}),
  },
  {
    name: "publish instances without naming clients",
    scenario: "published",
    flow: publishFlow,
    answers: ({ instances }) => ({
      application: "instances",
      instances: [...instances.values()]
        .filter(({ tags }) => tags.get("Name") === "flask-hello")
        .map(({ id }) => id),
      clientCidrs: "",
      name: "second",
    }),
  },
  {
    name: "connect to a service",
    scenario: "published",
    flow: connectFlow,
    answers: () => ({ name: "second" }),
  },
];
