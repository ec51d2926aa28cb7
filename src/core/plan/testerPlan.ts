import { testerTag } from "../model/tester.ts";
import { vpcAttributeStep } from "./connectSteps.ts";
import type { PlanContext } from "./context.ts";
import { findImage } from "./instanceSteps.ts";
import { allowIngress, createSecurityGroup } from "./securityGroupSteps.ts";
import { from, type Plan, type Step } from "./step.ts";
import type { TesterIntent } from "./testerIntent.ts";
import { roleSteps } from "./testerRoleSteps.ts";
import { agentEndpointStep, onlineStep, testerGroupSteps, testerStep } from "./testerSteps.ts";

/**
 * An instance from which an endpoint can be tested, with all that Systems Manager needs to run commands on it. What is
 * eventually consistent, the role, comes first; the instance last, because its agent looks for its way when it starts.
 */
export function testerPlan(intent: TesterIntent): Plan {
  const { account, endpointId, name, planId, role, scope, type } = intent;
  const context: PlanContext = { planId, scope, tags: { ...intent.tags, [testerTag]: endpointId } };
  const steps = [
    findImage(context, type === "t4g.nano" ? "arm64" : "x86_64"),
    ...roleSteps(context, account, role),
    ...waySteps(context, intent),
    ...testerGroupSteps(context, intent),
    testerStep(context, intent),
    onlineStep(context, intent),
  ];
  return { id: planId, flow: "tester", name, steps };
}

/** Endpoints for what the subnet cannot reach, and rules in groups of endpoints that shut it out. */
function waySteps(context: PlanContext, intent: TesterIntent): readonly Step[] {
  const { name, vpc, way } = intent;
  const rule = { port: 443, source: { cidrs: vpc.cidrs }, reason: "agents" } as const;
  const description = "Agents of Systems Manager";
  const opened = way.closedGroups.flatMap((group, index) =>
    allowIngress(context, `agent-opening-${index + 1}`, {
      ...rule,
      groupId: group.id,
      groupName: group.name,
      description,
    }),
  );
  if (way.endpoints.length === 0) return opened;
  const groupName = `${name}-ssm`;
  return [
    ...opened,
    ...way.dns.map((attribute) => vpcAttributeStep(context, vpc, attribute)),
    createSecurityGroup(context, "agent-group", {
      name: groupName,
      description: `Systems Manager for ${name}`,
      vpcId: vpc.id,
    }),
    ...allowIngress(context, "agent-rule", {
      ...rule,
      groupId: from("agent-group", "groupId"),
      groupName,
      description,
    }),
    ...way.endpoints.map((service) => agentEndpointStep(context, intent, service)),
  ];
}
