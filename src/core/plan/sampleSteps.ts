import { clientToken, type PlanContext, tagSpecifications } from "./context.ts";
import { findTagged } from "./finds.ts";
import type { PublishIntent } from "./publishIntent.ts";
import { sampleImageParameter, sampleInstanceType, sampleUserData } from "./sampleApplication.ts";
import { createSecurityGroup } from "./securityGroupSteps.ts";
import { from, type Step } from "./step.ts";

/** A private instance that runs the sample application: its group (`app-group`), its image, itself (`instance`). */
export function sampleSteps(context: PlanContext, intent: PublishIntent, subnetId: string): readonly Step[] {
  const name = `${intent.name}-app`;
  const group = createSecurityGroup(context, "app-group", {
    name,
    description: `Sample application of ${intent.name}`,
    vpcId: intent.vpcId,
  });
  return [group, findImage(context), runInstance(context, name, intent.targetPort, subnetId)];
}

function findImage({ scope }: PlanContext): Step {
  return {
    id: "image",
    scope,
    service: "ssm",
    operation: "GetParameter",
    input: { Name: sampleImageParameter },
    subject: { code: "image", parameter: sampleImageParameter },
    outputs: { imageId: "Parameter.Value" },
    permissions: ["ssm:GetParameter"],
  };
}

function runInstance(context: PlanContext, name: string, port: number, subnetId: string): Step {
  const instanceIds = [from("instance", "instanceId")];
  const state = {
    service: "ec2",
    operation: "DescribeInstances",
    input: { InstanceIds: instanceIds },
    path: "Reservations.*.Instances.*.State.Name",
    timeoutSeconds: 300,
  } as const;
  return {
    id: "instance",
    scope: context.scope,
    service: "ec2",
    operation: "RunInstances",
    input: {
      ImageId: from("image", "imageId"),
      InstanceType: sampleInstanceType,
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: subnetId,
          Groups: [from("app-group", "groupId")],
          AssociatePublicIpAddress: false,
        },
      ],
      MetadataOptions: { HttpTokens: "required" },
      UserData: btoa(sampleUserData(port)),
      ClientToken: clientToken(context, "instance"),
      TagSpecifications: tagSpecifications("instance", name, context),
    },
    subject: { code: "instance", name, type: sampleInstanceType },
    outputs: { instanceId: "Instances.0.InstanceId" },
    find: findTagged(context, {
      operation: "DescribeInstances",
      path: "Reservations.*.Instances.*",
      outputs: { instanceId: "InstanceId" },
      name,
    }),
    wait: {
      ...state,
      reason: "instanceRunning",
      until: ["running"],
      failWhen: ["shutting-down", "terminated", "stopped"],
    },
    inverse: {
      service: "ec2",
      operation: "TerminateInstances",
      input: { InstanceIds: instanceIds },
      goneWhen: ["InvalidInstanceID.NotFound"],
      retryOn: [],
      wait: { ...state, reason: "instanceTerminated", until: ["terminated"], failWhen: [] },
    },
    permissions: ["ec2:RunInstances", "ec2:CreateTags"],
    cost: "sampleInstance",
  };
}
