import { displayName } from "../../../model/tags.ts";
import { changePlan } from "../../../plan/change.ts";
import { startInstances } from "../../../plan/instanceChanges.ts";
import type { Wait } from "../../../plan/step.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { seenValue } from "../../evidence/seen.ts";
import { planFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { unmanaged } from "./unmanaged.ts";

/** G15: a stopped instance runs nothing, and no test either. */
export const stopped: Rule = (facts) => {
  const client = seenValue(facts.consumer?.client);
  if (client === undefined || client.state === "running" || client.state === "pending") return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeInstances", resource: client.id });
  const canStart = client.state === "stopped";
  return [
    found("G15", {
      parameters: { client: displayName(client), state: client.state },
      proof: [wrong("Reservations[0].Instances[0].State.Name", client.state)],
      fixes: canStart
        ? planFix(facts, {
            cause: "G15",
            code: "start",
            side: "consumer",
            consequence: "cost",
            plan: (context) =>
              changePlan(context, displayName(client), [
                startInstances(context, [client.id], untilRunning(client.id)),
              ]),
          })
        : [],
    }),
  ];
};

function untilRunning(id: string): Wait {
  return {
    service: "ec2",
    operation: "DescribeInstances",
    input: { InstanceIds: [id] },
    reason: "instanceRunning",
    path: "Reservations.*.Instances.*.State.Name",
    until: ["running"],
    failWhen: ["shutting-down", "terminated"],
    timeoutSeconds: 600,
  };
}

/** G9: Systems Manager does not know the instance, whatever the reason. */
export const notManaged: Rule = (facts) => {
  const client = unmanaged(facts);
  if (client === undefined) return [];
  const { wrong } = proofFrom({ operation: "ssm:DescribeInstanceInformation", resource: client.id });
  return [
    found("G9", {
      parameters: { client: displayName(client) },
      proof: [wrong("InstanceInformationList[].InstanceId", undefined)],
    }),
  ];
};

/** G10: without a role the agent may not talk to Systems Manager. */
export const noProfile: Rule = (facts) => {
  const client = unmanaged(facts);
  if (client === undefined || client.profileArn !== undefined) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeInstances", resource: client.id });
  return [
    found("G10", {
      parameters: { client: displayName(client) },
      proof: [wrong("Reservations[0].Instances[0].IamInstanceProfile", undefined), absent(client.id)],
    }),
  ];
};

/** Managed policies that let the agent talk to Systems Manager. */
const sufficient = ["AmazonSSMManagedInstanceCore", "AmazonEC2RoleforSSM", "AdministratorAccess"];

/** G11: no managed policy of the role is one of AWS's for Systems Manager; inline ones are not read. */
export const roleWithoutRights: Rule = (facts) => {
  const client = unmanaged(facts);
  const role = seenValue(facts.consumer?.clientRole);
  if (client?.profileArn === undefined || role === undefined) return [];
  if (role.policyArns.some((arn) => sufficient.some((name) => arn.endsWith(`/${name}`)))) return [];
  const { wrong } = proofFrom({ operation: "iam:ListAttachedRolePolicies", resource: role.name });
  return [
    found("G11", {
      parameters: { client: displayName(client), role: role.name },
      proof: [wrong("AttachedPolicies[].PolicyArn", role.policyArns.join(", ")), absent(client.id)],
    }),
  ];
};

/** G14: the agent does not answer, or cannot find its credentials. */
export const agentSilent: Rule = (facts) => {
  const client = seenValue(facts.consumer?.client);
  if (client?.state !== "running") return [];
  const parameters = { client: displayName(client) };
  const lost = lostConnection(facts, client.id);
  if (lost) {
    const { wrong } = proofFrom({ operation: "ssm:DescribeInstanceInformation", resource: client.id });
    const proof = [wrong("InstanceInformationList[0].PingStatus", "ConnectionLost")];
    return [found("G14", { parameters: { ...parameters, reason: "offline" }, proof })];
  }
  if (client.metadataEnabled || unmanaged(facts) === undefined) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeInstances", resource: client.id });
  const proof = [
    wrong("Reservations[0].Instances[0].MetadataOptions.HttpEndpoint", "disabled"),
    absent(client.id),
  ];
  return [found("G14", { parameters: { ...parameters, reason: "noMetadata" }, proof })];
};

function lostConnection({ consumer }: Evidence, id: string): boolean {
  return (
    seenValue(consumer?.managed)?.some((each) => each.instanceId === id && each.ping !== "Online") ?? false
  );
}

function absent(id: string) {
  const asked = { operation: "ssm:DescribeInstanceInformation", resource: id } as const;
  return proofFrom(asked).asSet("InstanceInformationList[].InstanceId", undefined);
}
