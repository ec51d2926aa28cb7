import { describe, expect, it } from "vitest";
import { planActions } from "../../../src/aws/planOperations.ts";
import { planTag } from "../../../src/core/model/tags.ts";
import { acceptConnection } from "../../../src/core/plan/acceptance.ts";
import { clientToken } from "../../../src/core/plan/context.ts";
import { allowThroughNetworkAcl } from "../../../src/core/plan/networkAclSteps.ts";
import { recreateEndpoint } from "../../../src/core/plan/recreateEndpoint.ts";
import { allowEgress } from "../../../src/core/plan/securityGroupSteps.ts";
import type { Step } from "../../../src/core/plan/step.ts";
import { systemsManagerEndpoints } from "../../../src/core/plan/systemsManagerSteps.ts";
import { stepSubject } from "../../../src/text/plan.ts";
import { endpoint } from "../../support/diagnose/facts.ts";
import { consumer, provider } from "../../support/facts.ts";

const context = { planId: "p", scope: consumer };
const subnets = [
  { id: "subnet-a", zoneId: "use1-az1" },
  { id: "subnet-b", zoneId: "use1-az2" },
];

const plans: Readonly<Record<string, readonly Step[]>> = {
  accept: [
    acceptConnection({ ...context, scope: provider }, { serviceId: "vpce-svc-1", endpointId: "vpce-1" }),
  ],
  recreate: recreateEndpoint(context, endpoint, {
    subnets,
    takesPolicies: false,
    acceptAs: { scope: provider, serviceId: "vpce-svc-1" },
  }),
  "out to a group": allowEgress(context, "allow", {
    groupId: "sg-client",
    groupName: "client",
    port: 5000,
    source: { groupId: "sg-endpoint", group: "endpoint" },
    description: "To the endpoint",
  }),
  "out to addresses": allowEgress(context, "allow", {
    groupId: "sg-client",
    groupName: "client",
    port: 5000,
    source: { cidrs: ["10.1.1.5/32", "10.1.2.5/32"] },
    description: "To the endpoint",
  }),
  "network ACL": [
    allowThroughNetworkAcl(context, "entry", {
      networkAclId: "acl-1",
      number: 49,
      egress: true,
      ports: { from: 1024, to: 65_535 },
      cidr: "10.1.1.0/24",
    }),
  ],
  "Systems Manager": systemsManagerEndpoints(
    context,
    { vpc: { id: "vpc-1", cidrs: ["10.1.0.0/16"] }, subnets: subnets.slice(0, 1) },
    ["com.amazonaws.us-east-1.ssm", "com.amazonaws.us-east-1.ssmmessages"],
  ),
};

describe("a fix of what stands on the consumer's side", () => {
  it.each(Object.entries(plans))("%s makes calls that plans may make, and so is its way back", (_, steps) => {
    for (const { service, operation, inverse } of steps) {
      expect(planActions).toContain(`${service}:${operation}`);
      if (inverse !== undefined) expect(planActions).toContain(`${inverse.service}:${inverse.operation}`);
    }
  });

  it("says what it does, and how it is taken back", async () => {
    const text = Object.entries(plans).flatMap(([name, steps]) => [`${name}:`, ...steps.flatMap(stepLines)]);
    await expect(`${text.join("\n")}\n`).toMatchFileSnapshot("../../golden/plans/consumerFixes.txt");
  });

  it.each([true, false])(
    "keeps what an endpoint was given, its policy where the service takes it: %s",
    (takesPolicies) => {
      const tags = { Name: "orders", team: "shop", "aws:cloudformation:stack-name": "s", [planTag]: "other" };
      const policy = '{"Statement":[]}';
      const old = {
        ...endpoint,
        tags,
        policy,
        ipAddressType: "dualstack",
        recordType: "service-defined",
      } as const;
      const [, made] = recreateEndpoint(context, old, { subnets, takesPolicies });
      expect(made?.input).toMatchObject({
        IpAddressType: "dualstack",
        DnsOptions: { DnsRecordIpType: "service-defined" },
        TagSpecifications: [
          {
            Tags: [
              { Key: "Name", Value: "orders" },
              { Key: planTag, Value: "p" },
              { Key: "team", Value: "shop" },
            ],
          },
        ],
      });
      expect(made?.input["PolicyDocument"]).toBe(takesPolicies ? policy : undefined);
    },
  );

  it("gives every step a client token of its own, however long the plan's id is", () => {
    const planId = `${"0".repeat(36)}-G12-makeEndpoints`;
    const tokens = ["endpoint-ssm", "endpoint-ssmmessages"].map((step) =>
      clientToken({ planId, scope: consumer }, step),
    );
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect(token.length).toBeLessThanOrEqual(64);
  });
});

function stepLines(step: Step): readonly string[] {
  const { id, scope, operation, input, inverse } = step;
  return [
    `  ${id} (${scope.profile}) ${stepSubject(step)}`,
    `    ${operation} ${JSON.stringify(input)}`,
    `    undo: ${inverse === undefined ? "none" : `${inverse.operation} ${JSON.stringify(inverse.input)}`}`,
  ];
}
