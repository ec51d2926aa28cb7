import { displayName } from "../../../model/tags.ts";
import { changePlan } from "../../../plan/change.ts";
import { endpointChangePlan } from "../../../plan/endpointChanges.ts";
import { takeIpv6 } from "../../../plan/takeIpv6.ts";
import type { DiagnosisTarget, Evidence } from "../../evidence/evidence.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import type { Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, ownService } from "../behind.ts";

/** H1: the endpoint has IPv6 addresses, and the service does not take IPv6 any more. */
export const ipv6NotTaken: Rule = (facts, target) => {
  const endpoint = seenValue(facts.consumer?.endpoint);
  const offered = seenValue(facts.consumer?.offered);
  const type = endpoint?.ipAddressType;
  if (endpoint === undefined || offered === undefined || type === undefined || type === "ipv4") return [];
  // AWS does not always say what its own services take.
  if (offered.ipTypes.length === 0 || offered.ipTypes.includes("ipv6")) return [];
  return [
    found("H1", {
      severity: type === "ipv6" ? "broken" : "degraded",
      parameters: { endpoint: displayName(endpoint), type },
      proof: [
        proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id }).asSet(
          "VpcEndpoints[].IpAddressType",
          type,
        ),
        proofFrom({ operation: "ec2:DescribeVpcEndpointServices", resource: offered.name }).wrong(
          "ServiceDetails[].SupportedIpAddressTypes",
          offered.ipTypes.join(", "),
        ),
      ],
      fixes: [...backToIpv4(facts), ...offerIpv6(facts, target), textFix("provider", "takeIpv6")],
    }),
  ];
};

/** No way back: AWS would refuse to make it dualstack again. */
function backToIpv4(facts: Evidence): readonly Fix[] {
  const endpoint = seenValue(facts.consumer?.endpoint);
  // An endpoint in subnets with IPv6 alone has to be made anew.
  if (endpoint?.ipAddressType !== "dualstack") return [];
  return planFix(facts, {
    cause: "H1",
    code: "ipv4Only",
    side: "consumer",
    consequence: "noWayBack",
    plan: (context) => {
      const plan = endpointChangePlan(context, endpoint, { kind: "addressType", to: "ipv4" });
      return { ...plan, steps: plan.steps.map(({ inverse: _, ...step }) => step) };
    },
  });
}

/** The nodes' subnets need IPv6 blocks. */
function offerIpv6(facts: Evidence, target: DiagnosisTarget): readonly Fix[] {
  const service = ownService(facts);
  const all = behindService(facts, target);
  const isReady = all.every(({ provider, balancer }) =>
    balancer.nodes.every((node) =>
      seenItems(provider.network.subnets).some(
        ({ id, ipv6Cidr }) => id === node.subnetId && ipv6Cidr !== undefined,
      ),
    ),
  );
  if (service === undefined || all.length === 0 || !isReady) return [];
  const balancers = all
    .map(({ balancer }) => balancer)
    .filter(({ ipAddressType }) => ipAddressType === "ipv4");
  const named = { id: service.id, name: displayName(service) };
  return planFix(facts, {
    cause: "H1",
    code: "offerIpv6",
    side: "provider",
    consequence: "everyClient",
    plan: (context) => changePlan(context, named.name, takeIpv6(context, named, balancers)),
  });
}
