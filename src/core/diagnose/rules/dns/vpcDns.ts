import { isVpcResolver } from "../../../model/cidr.ts";
import { displayName } from "../../../model/tags.ts";
import { changePlan } from "../../../plan/change.ts";
import { vpcAttributeStep } from "../../../plan/connectSteps.ts";
import type { VpcDnsAttribute } from "../../../plan/step.ts";
import type { CauseId } from "../../cause.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { seenValue } from "../../evidence/seen.ts";
import type { Consequence, Fix } from "../../finding.ts";
import { planFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { symptomOf } from "../../symptom.ts";
import { isAskedFor } from "./privateName.ts";

/** C3: without DNS support Amazon's server answers nobody in the VPC. Those who ask others miss private names alone. */
export const noSupport: Rule = (facts) => {
  const vpc = vpcOf(facts);
  if (vpc === undefined || seenValue(facts.consumer?.dns)?.support !== false) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcAttribute", resource: vpc.id });
  return [
    found("C3", {
      ...(asksOthers(facts) ? { severity: "degraded" as const } : {}),
      parameters: { vpc: vpc.name },
      proof: [wrong("EnableDnsSupport.Value", false)],
      fixes: turningOn(facts, "C3", "enableDnsSupport", "interrupts"),
    }),
  ];
};

/** C4: private names need DNS host names too; the endpoint's own names do not. C2 minds them where private DNS is off. */
export const noHostnames: Rule = (facts, target) => {
  const vpc = vpcOf(facts);
  const isUsed = seenValue(facts.consumer?.endpoint)?.privateDnsEnabled;
  const name = isUsed ? seenValue(facts.consumer?.offered)?.privateDnsName : undefined;
  if (vpc === undefined || name === undefined || seenValue(facts.consumer?.dns)?.hostnames !== false)
    return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcAttribute", resource: vpc.id });
  return [
    found("C4", {
      ...(isAskedFor(name, target) ? { severity: "broken" as const } : {}),
      parameters: { vpc: vpc.name, name },
      proof: [wrong("EnableDnsHostnames.Value", false)],
      fixes: turningOn(facts, "C4", "enableDnsHostnames"),
    }),
  ];
};

/** C8: instances ask DNS servers that may not know private names. A test that found the name has shown that they do. */
export const ownServers: Rule = (facts, _, test) => {
  const servers = seenValue(facts.consumer?.nameServers);
  const vpc = vpcOf(facts);
  if (servers === undefined || vpc === undefined || !asksOthers(facts)) return [];
  if (test !== undefined && symptomOf(test) !== "unknownName") return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeDhcpOptions", resource: vpc.id });
  const list = servers.join(", ");
  return [
    found("C8", {
      severity: test === undefined ? "risk" : "broken",
      parameters: { vpc: vpc.name, servers: list },
      proof: [wrong("DhcpOptions[0].DhcpConfigurations[Key=domain-name-servers].Values", list)],
    }),
  ];
};

function asksOthers({ consumer }: Evidence): boolean {
  const [main = ""] = seenValue(consumer?.network.vpc)?.cidrs ?? [];
  const isAmazons = (server: string) => amazonsServers.includes(server) || isVpcResolver(main, server);
  return seenValue(consumer?.nameServers)?.some(isAmazons) === false;
}

/** Amazon's DNS server by its name in DHCP options, and by the addresses that it has in every VPC. */
const amazonsServers: readonly string[] = ["AmazonProvidedDNS", "169.254.169.253", "fd00:ec2::253"];

function vpcOf({ consumer }: Evidence): { readonly id: string; readonly name: string } | undefined {
  const vpc = seenValue(consumer?.network.vpc);
  if (vpc !== undefined) return { id: vpc.id, name: displayName(vpc) };
  const id = seenValue(consumer?.endpoint)?.vpcId;
  return id === undefined ? undefined : { id, name: id };
}

function turningOn(
  facts: Evidence,
  cause: CauseId,
  attribute: VpcDnsAttribute,
  consequence?: Consequence,
): readonly Fix[] {
  const vpc = vpcOf(facts);
  if (vpc === undefined) return [];
  return planFix(facts, {
    cause,
    code: "turnOn",
    side: "consumer",
    ...(consequence === undefined ? {} : { consequence }),
    plan: (context) => changePlan(context, vpc.name, [vpcAttributeStep(context, vpc, attribute)]),
  });
}
