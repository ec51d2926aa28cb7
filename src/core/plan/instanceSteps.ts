import type { PlanContext } from "./context.ts";
import { from, type Input, type Inverse, type Step, type Wait } from "./step.ts";

const parameterPrefix = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default";

/** The public SSM parameter in which AWS publishes the newest Amazon Linux 2023. */
function imageParameter(architecture: "arm64" | "x86_64"): string {
  return `${parameterPrefix}-${architecture}`;
}

/** Looks the newest image up; its output is `imageId`. */
export function findImage({ scope }: PlanContext, architecture: "arm64" | "x86_64"): Step {
  const parameter = imageParameter(architecture);
  return {
    id: "image",
    scope,
    service: "ssm",
    operation: "GetParameter",
    input: { Name: parameter },
    subject: { code: "image", parameter },
    outputs: { imageId: "Parameter.Value" },
    permissions: ["ssm:GetParameter"],
  };
}

/** One network interface, without a public address. */
export function privateInterface(subnetId: string, groupStep: string): Input {
  return {
    DeviceIndex: 0,
    SubnetId: subnetId,
    Groups: [from(groupStep, "groupId")],
    AssociatePublicIpAddress: false,
  };
}

const instanceIds = [from("instance", "instanceId")];

const state = {
  service: "ec2",
  operation: "DescribeInstances",
  input: { InstanceIds: instanceIds },
  path: "Reservations.*.Instances.*.State.Name",
  timeoutSeconds: 300,
} as const;

/** For the step `instance`. */
export const instanceRunning: Wait = {
  ...state,
  reason: "instanceRunning",
  until: ["running"],
  failWhen: ["shutting-down", "terminated", "stopped"],
};

/** For the step `instance`. */
export const terminateInstance: Inverse = {
  service: "ec2",
  operation: "TerminateInstances",
  input: { InstanceIds: instanceIds },
  goneWhen: ["InvalidInstanceID.NotFound"],
  retryOn: [],
  wait: { ...state, reason: "instanceTerminated", until: ["terminated"], failWhen: [] },
};
