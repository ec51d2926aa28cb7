import { clientToken, type PlanContext, tagSpecifications } from "./context.ts";
import { findTagged } from "./finds.ts";
import { findImage, instanceRunning, privateInterface, terminateInstance } from "./instanceSteps.ts";
import { type SampleRuntime, sampleInstanceType, sampleUserData } from "./sampleApplication.ts";
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
  return [findImage(context, "arm64"), runInstance(context, sample)];
}

function runInstance(context: PlanContext, { name: service, port, runtime, subnetId }: Sample): Step {
  const name = `${service}-app`;
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
      NetworkInterfaces: [privateInterface(subnetId, "app-group")],
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
    wait: instanceRunning,
    inverse: terminateInstance,
    permissions: ["ec2:RunInstances", "ec2:CreateTags"],
    cost: "sampleInstance",
  };
}
