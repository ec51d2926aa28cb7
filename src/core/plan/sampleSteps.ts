import { clientToken, type PlanContext, tagSpecifications } from "./context.ts";
import { findTagged } from "./finds.ts";
import {
  type SampleRuntime,
  sampleImageParameter,
  sampleInstanceType,
  sampleUserData,
} from "./sampleApplication.ts";
import { createSecurityGroup } from "./securityGroupSteps.ts";
import { from, type Step } from "./step.ts";

export interface Sample {
  /** What is published; the instance is `NAME-app`. */
  readonly name: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly port: number;
  readonly runtime: SampleRuntime;
}

/** The security group of the sample application's instance: `app-group`. */
export function sampleGroup(context: PlanContext, { name, vpcId }: Sample): Step {
  return createSecurityGroup(context, "app-group", {
    name: `${name}-app`,
    description: `Sample application of ${name}`,
    vpcId,
  });
}

/** A private instance that runs the sample application: its image and itself (`instance`). */
export function sampleSteps(context: PlanContext, sample: Sample): readonly Step[] {
  return [findImage(context), runInstance(context, sample)];
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

function runInstance(context: PlanContext, { name: service, port, runtime, subnetId }: Sample): Step {
  const name = `${service}-app`;
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
      UserData: btoa(sampleUserData(port, runtime)),
      ClientToken: clientToken(context, "instance"),
      TagSpecifications: tagSpecifications("instance", name, context),
    },
    subject: { code: "instance", name, type: sampleInstanceType, runtime },
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
