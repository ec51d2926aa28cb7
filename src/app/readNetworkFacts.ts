import type { SecurityGroupFacts, VpcNetwork } from "../core/diagnose/evidence/network.ts";
import type { Seen } from "../core/diagnose/evidence/seen.ts";
import type { Scope } from "../core/model/scope.ts";
import type { AwsEvidence, VpcFacts } from "./aws.ts";
import { see, seen, unknownWhich } from "./seePart.ts";

/** A VPC without its security groups: these are read when it is known which ones matter. */
interface NetworkParts extends Omit<VpcNetwork, "securityGroups" | "vpc"> {
  readonly vpc: Seen<VpcFacts | undefined>;
}

/** Four lists. The first VPC is the one that is meant, the others are read along for what stands in them. */
export async function readNetworkFacts(
  aws: AwsEvidence,
  scope: Scope,
  vpcIds: readonly string[],
  signal: AbortSignal,
): Promise<NetworkParts> {
  const [first] = vpcIds;
  if (first === undefined) {
    const nothing = unknownWhich;
    return { vpc: nothing, subnets: nothing, networkAcls: nothing, routeTables: nothing };
  }
  const [vpc, subnets, networkAcls, routeTables] = await Promise.all([
    see(async () => (await aws.vpcFacts(scope, [first], signal))[0], signal),
    see(() => aws.subnetFacts(scope, vpcIds, signal), signal),
    see(() => aws.networkAcls(scope, vpcIds, signal), signal),
    see(() => aws.routeTables(scope, vpcIds, signal), signal),
  ]);
  return { vpc, subnets, networkAcls, routeTables };
}

/** @param ids Of everything on the path; `undefined` when nobody knows what is on it. */
export async function readGroupFacts(
  aws: AwsEvidence,
  scope: Scope,
  ids: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Seen<readonly SecurityGroupFacts[]>> {
  if (ids === undefined) return unknownWhich;
  return ids.length === 0 ? seen([]) : see(() => aws.securityGroups(scope, ids, signal), signal);
}
