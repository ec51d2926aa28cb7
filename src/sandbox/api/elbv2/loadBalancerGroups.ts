import { AwsError } from "../../wire/awsError.ts";
import { type Call, find } from "../call.ts";

/** The security groups of a load balancer, which must be in its VPC; throws `InvalidSecurityGroup`. */
export function checkedGroups(ids: string[], vpcId: string, call: Call): string[] {
  const stranger = ids.find((id) => find(call.world.securityGroups, id, call)?.vpcId !== vpcId);
  if (stranger === undefined) return ids;
  throw new AwsError(
    "InvalidSecurityGroup",
    `The security group '${stranger}' does not exist in the VPC '${vpcId}'`,
  );
}
