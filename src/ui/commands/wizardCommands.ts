import type { Session } from "../../app/session.ts";
import type { FlowName } from "../../core/plan/step.ts";
import { targetValue } from "../../core/wizard/tearDownFlow.ts";
import type { WizardPanel } from "../panels/wizardPanel.ts";
import type { Commands } from "./commands.ts";
import { targetEndpoint, targetService } from "./targetCommands.ts";

/** Opens the wizards, empty or with what a row answers already. */
export function wizardCommands(session: Session, panelOf: (flow: FlowName) => WizardPanel): Commands {
  return {
    "service.create": () => panelOf("publish").open(),
    "endpoint.create": () => panelOf("connect").open(),
    "service.connect": async (node) => {
      const target = await targetService(session, node);
      if (target !== undefined) await panelOf("connect").open({ serviceName: target.service.name });
    },
    "service.tearDown": async (node) => {
      const target = await targetService(session, node);
      if (target === undefined) return;
      await panelOf("tearDown").open({ target: targetValue(target.scope, target.service) });
    },
    "endpoint.delete": async (node) => {
      const target = await targetEndpoint(session, node, "deletable");
      if (target === undefined) return;
      await panelOf("tearDown").open({ target: targetValue(target.scope, target.endpoint) });
    },
  };
}
