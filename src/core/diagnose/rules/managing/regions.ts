import { parseServiceName } from "../../../model/serviceName.ts";
import { displayName } from "../../../model/tags.ts";
import { serviceChangePlan } from "../../../plan/serviceChanges.ts";
import type { DiagnosisTarget, Evidence } from "../../evidence/evidence.ts";
import { seenValue } from "../../evidence/seen.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";

/** G4: the service is looked for in a Region in which it is not. */
export const wrongRegion: Rule = (facts, target) => {
  const regions = regionsOf(facts, target);
  const { offered } = facts.consumer ?? {};
  if (regions === undefined || offered?.seen !== true || offered.value !== undefined) return [];
  const asked = { operation: "ec2:DescribeVpcEndpointServices", resource: target.serviceName } as const;
  const { wrong, asSet } = proofFrom(asked);
  return [
    found("G4", {
      parameters: { service: target.serviceName, region: regions.service, chosen: regions.consumer },
      proof: [wrong("Error.Code", "InvalidServiceName"), asSet("ServiceName", target.serviceName)],
      fixes: [textFix("consumer", "switchRegion")],
    }),
  ];
};

/** G6: the service takes consumers of other Regions, or could, but not of this one. */
export const regionNotSupported: Rule = (facts, target) => {
  const regions = regionsOf(facts, target);
  const service = seenValue(facts.provider?.service);
  if (regions === undefined || service === undefined) return [];
  const supported = service.supportedRegions.map(({ region }) => region);
  if (supported.includes(regions.consumer)) return [];
  const asked = { operation: "ec2:DescribeVpcEndpointServiceConfigurations", resource: service.id } as const;
  return [
    found("G6", {
      parameters: { service: displayName(service), region: regions.service, chosen: regions.consumer },
      proof: [
        proofFrom(asked).wrong("ServiceConfigurations[0].SupportedRegions[].Region", supported.join(", ")),
      ],
      fixes: planFix(facts, {
        cause: "G6",
        code: "addRegion",
        side: "provider",
        consequence: "security",
        plan: (context) =>
          serviceChangePlan(context, service, { kind: "addRegion", region: regions.consumer }),
      }),
    }),
  ];
};

/** Of the service and of the consumer, when they differ; an endpoint that exists has found its way. */
function regionsOf({ consumer }: Evidence, { serviceName }: DiagnosisTarget) {
  const service = parseServiceName(serviceName)?.region;
  if (consumer === undefined || service === undefined || service === consumer.scope.region) return undefined;
  return seenValue(consumer.endpoint) === undefined
    ? { service, consumer: consumer.scope.region }
    : undefined;
}
