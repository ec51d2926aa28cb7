import type { Session } from "../../app/session.ts";
import type { FlowName } from "../../core/plan/step.ts";
import type { Answers } from "../../core/wizard/form.ts";
import { targetValue } from "../../core/wizard/tearDownFlow.ts";
import type { Commands } from "./commands.ts";
import { targetEndpoint } from "./targetCommands.ts";

/** Testers are made beside an endpoint; those of a VPC share what leads to Systems Manager, and are torn down together. */
export function testerCommands(
  session: Session,
  open: (flow: FlowName, answers: Answers) => Promise<void>,
): Commands {
  return {
    "endpoint.createTester": async (node) => {
      const target = await targetEndpoint(session, node, "testable");
      if (target === undefined) return;
      await open("tester", { testedEndpoint: targetValue(target.scope, target.endpoint) });
    },
    "endpoint.tearDownTesters": async (node) => {
      const target = await targetEndpoint(session, node, "testable");
      if (target === undefined) return;
      await open("tearDown", { target: targetValue(target.scope, { id: target.endpoint.vpcId }) });
    },
  };
}
