import { displayName } from "../../../model/tags.ts";
import { setIdleTimeout } from "../../../plan/balancerChanges.ts";
import { changePlan } from "../../../plan/change.ts";
import type { DiagnosisTarget, Evidence } from "../../evidence/evidence.ts";
import { seenItems } from "../../evidence/seen.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, ownService } from "../behind.ts";

/** AWS's own; connections between Regions take no other. */
const idleTimeoutSeconds = 350;

/** H6: a listener's own idle timeout and connections from other Regions do not go together. */
export const customIdleTimeout: Rule = (facts, target) => {
  const service = ownService(facts);
  if (service === undefined || !isForOtherRegions(facts, target)) return [];
  return behindService(facts, target).flatMap(({ balancer, listeners }) =>
    listeners.flatMap(({ arn, port, idleTimeoutSeconds: seconds = idleTimeoutSeconds }) => {
      if (seconds === idleTimeoutSeconds) return [];
      const name = `${balancer.name}:${port}`;
      const proof = proofFrom({
        operation: "elasticloadbalancing:DescribeListenerAttributes",
        resource: arn,
      });
      return [
        found("H6", {
          parameters: { loadBalancer: balancer.name, port, seconds },
          proof: [proof.wrong("Attributes[Key=tcp.idle_timeout.seconds].Value", seconds)],
          fixes: planFix(facts, {
            cause: "H6",
            code: "defaultTimeout",
            side: "provider",
            consequence: "everyClient",
            plan: (context) =>
              changePlan(context, name, [
                setIdleTimeout(context, { arn, name }, seconds, idleTimeoutSeconds),
              ]),
          }),
        }),
      ];
    }),
  );
};

/** The diagnosed endpoint's Region if it is known, else any that the service is open to. */
function isForOtherRegions(facts: Evidence, { endpointId }: DiagnosisTarget): boolean {
  const home = facts.provider?.scope.region;
  const connection = seenItems(facts.provider?.connections).find((each) => each.endpointId === endpointId);
  if (connection?.region !== undefined) return connection.region !== home;
  return (ownService(facts)?.supportedRegions ?? []).some(({ region }) => region !== home);
}

/** H8: the service is not open, or not open any more, to a Region that it names. */
export const regionNotOpen: Rule = (facts, { endpointId }) => {
  const service = ownService(facts);
  if (service === undefined) return [];
  const connection = seenItems(facts.provider?.connections).find((each) => each.endpointId === endpointId);
  // Asked about the service as a whole, every Region is of interest.
  const concerned =
    endpointId === undefined ? undefined : (connection?.region ?? facts.consumer?.scope.region);
  return service.supportedRegions
    .filter(({ region }) => concerned === undefined || region === concerned)
    .filter(({ state }) => state === "pending" || state === "failed" || state === "closed")
    .map(({ region, state }) =>
      found("H8", {
        parameters: { service: displayName(service), region, state },
        proof: [
          proofFrom({
            operation: "ec2:DescribeVpcEndpointServiceConfigurations",
            resource: service.id,
          }).wrong(`ServiceConfigurations[].SupportedRegions[Region=${region}].ServiceState`, state),
        ],
        fixes: [textFix("provider", state === "pending" ? "wait" : "openAgain")],
      }),
    );
};
