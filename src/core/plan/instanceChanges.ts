import type { PlanContext } from "./context.ts";
import type { Step } from "./step.ts";

/** Starts an instance that is stopped; taken back, it is stopped again. */
export function startInstance({ scope }: PlanContext, id: string): Step {
  const input = { InstanceIds: [id] };
  return {
    id: "instance",
    scope,
    service: "ec2",
    operation: "StartInstances",
    input,
    subject: { code: "named", name: id },
    outputs: {},
    wait: {
      service: "ec2",
      operation: "DescribeInstances",
      input,
      reason: "instanceRunning",
      path: "Reservations.*.Instances.*.State.Name",
      until: ["running"],
      failWhen: ["shutting-down", "terminated"],
      timeoutSeconds: 600,
    },
    inverse: {
      service: "ec2",
      operation: "StopInstances",
      input,
      goneWhen: ["InvalidInstanceID.NotFound"],
      retryOn: [],
    },
    permissions: ["ec2:StartInstances"],
  };
}
