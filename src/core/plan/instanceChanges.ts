import type { PlanContext } from "./context.ts";
import type { Step, Wait } from "./step.ts";

/**
 * Starts instances that are stopped; taken back, they are stopped again.
 *
 * @param wait What they are started for.
 */
export function startInstances({ scope }: PlanContext, ids: readonly string[], wait: Wait): Step {
  const input = { InstanceIds: ids };
  return {
    id: "instances",
    scope,
    service: "ec2",
    operation: "StartInstances",
    input,
    subject: { code: "named", name: ids.join(", ") },
    outputs: {},
    wait,
    inverse: {
      service: "ec2",
      operation: "StopInstances",
      input,
      goneWhen: ["InvalidInstanceID.NotFound"],
      retryOn: [],
      wait: {
        service: "ec2",
        operation: "DescribeInstances",
        input,
        reason: "instanceStopped",
        path: "Reservations.*.Instances.*.State.Name",
        until: ["stopped", "terminated"],
        failWhen: [],
        timeoutSeconds: 600,
      },
    },
    permissions: ["ec2:StartInstances"],
  };
}
