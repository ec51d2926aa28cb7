import type { Diagnosis, Proof, RankedFinding } from "../../src/core/diagnose/finding.ts";
import type { ReportFacts } from "../../src/text/diagnose/markdown.ts";
import { loadBalancerArn, orders, platform } from "./pathEvidence.ts";

const balancers = "elasticloadbalancing:DescribeLoadBalancers";

function proof(
  operation: string,
  field: string,
  value: string,
  resource: string,
  judged: Proof["judged"],
): Proof {
  return { operation, field, value, resource, judged };
}

const closedGroup: RankedFinding = {
  cause: "D4",
  certainty: "proved",
  severity: "broken",
  station: "loadBalancer",
  side: "provider",
  parameters: {
    loadBalancer: "flask-hello-nlb",
    groups: "flask-hello-nlb",
    port: 5000,
    client: "10.1.3.15",
    cidr: "10.1.0.0/16",
  },
  proof: [
    proof(
      balancers,
      "LoadBalancers[0].SecurityGroups[0]",
      "sg-0e71b5d8c2f94a063",
      loadBalancerArn(1),
      "asSet",
    ),
    proof(
      balancers,
      "LoadBalancers[0].EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
      "on",
      loadBalancerArn(1),
      "asSet",
    ),
    proof(
      "ec2:DescribeSecurityGroupRules",
      "SecurityGroupRules[0].CidrIpv4",
      "",
      "sg-0e71b5d8c2f94a063",
      "wrong",
    ),
  ],
  fixes: [],
  role: "cause",
  folded: [],
};

const namesOff: RankedFinding = {
  ...closedGroup,
  cause: "C2",
  certainty: "likely",
  severity: "degraded",
  station: "name",
  side: "consumer",
  parameters: { name: "hello.example.com", endpoint: "vpce-0b0f658879e545d48" },
  proof: [
    proof(
      "ec2:DescribeVpcEndpoints",
      "VpcEndpoints[0].PrivateDnsEnabled",
      "false",
      "vpce-0b0f658879e545d48",
      "wrong",
    ),
  ],
  role: "alsoWrong",
};

/** A connection that two things are wrong with, a part of which nobody could see. */
export const brokenDiagnosis: Diagnosis = {
  stations: [
    {
      name: "name",
      state: "degraded",
      details: ["vpce-0b0f658879e545d48-a1.vpce-svc-0bcf.us-east-1.vpce.amazonaws.com"],
    },
    { name: "client", state: "fine", details: ["tester", "10.1.3.15"] },
    { name: "endpoint", state: "fine", details: ["orders | the *old* one", "10.1.1.57 us-east-1c"] },
    { name: "acceptance", state: "fine", details: ["available"] },
    { name: "service", state: "fine", details: ["flask-hello"] },
    { name: "loadBalancer", state: "broken", details: ["flask-hello-nlb TCP 5000"] },
    { name: "target", state: "notSeen", details: [] },
  ],
  findings: [closedGroup, namesOff],
  fine: ["A1", "A2", "B1", "C3"],
  unseen: [
    {
      side: "provider",
      causes: ["E1", "E2"],
      gap: {
        code: "refused",
        failure: {
          code: "accessDenied",
          action: "elasticloadbalancing:DescribeTargetHealth",
          message: "User: arn:aws:iam::111122223333:user/reader is not authorized",
          profile: "platform",
        },
      },
    },
  ],
  notChecked: ["F1", "F4"],
};

export const reportFacts: ReportFacts = {
  title: "orders | the *old* one",
  subject: "vpce-0b0f658879e545d48",
  readAt: Date.UTC(2026, 10, 22, 13, 54),
  sides: {
    consumer: { open: true, name: "acme-orders", account: orders.account },
    provider: { open: false, account: platform.account },
  },
  testFailed: true,
};
