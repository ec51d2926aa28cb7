import type { TargetFacts } from "../../evidence/provider.ts";
import { textFix } from "../../fixes.ts";
import { proofFrom } from "../../found.ts";
import { reachesInternet, routeTableOf } from "../../packet/routes.ts";
import type { Rule } from "../../rule.ts";
import { type Behind, behindService, instanceOf, list } from "../behind.ts";
import { sickFinding, sickWith } from "./sick.ts";

/** E3: the way is open, but the target does not answer: the application does not listen on the port. */
export const notListening: Rule = (facts, target) => {
  const all = behindService(facts, target);
  return sickWith(all, "E3").map((sick) =>
    sickFinding("E3", all, sick, { fixes: [textFix("provider", "startApplication")] }),
  );
};

/**
 * E5: as E3, and the instance has no way out: what its user data wanted to install never came. An application that was
 * brought in another way is not meant, which is why it is only likely.
 */
export const neverInstalled: Rule = (facts, target) => {
  const all = behindService(facts, target);
  return sickWith(all, "E3").flatMap(({ behind, group, targets }) => {
    const cutOff = targets.filter((each) => cutOffSubnet(behind, each) !== undefined);
    if (cutOff.length === 0) return [];
    const subnets = cutOff.flatMap((each) => cutOffSubnet(behind, each) ?? []);
    return [
      sickFinding(
        "E5",
        all,
        { behind, group, targets: cutOff },
        {
          parameters: { subnets: list(subnets) },
          proof: [...new Set(subnets)].map((resource) =>
            proofFrom({ operation: "ec2:DescribeRouteTables", resource }).wrong(
              "RouteTables[].Routes[DestinationCidrBlock=0.0.0.0/0]",
              undefined,
            ),
          ),
          fixes: [textFix("provider", "wayOut")],
        },
      ),
    ];
  });
};

function cutOffSubnet({ provider }: Behind, target: TargetFacts): string | undefined {
  const instance = instanceOf(provider, target);
  if (instance === undefined) return undefined;
  const table = routeTableOf(provider.network, { id: instance.subnetId, vpcId: instance.vpcId });
  if (table === undefined || reachesInternet(table, instance.hasPublicIp)) return undefined;
  return instance.subnetId;
}
