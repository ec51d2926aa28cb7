import { expect, it } from "vitest";
import { type Audit, type AuditItem, auditCodes } from "../../../../src/core/diagnose/audit.ts";
import { auditCodeTexts, auditMarkdown } from "../../../../src/text/diagnose/audit.ts";
import { orders, platform } from "../../../support/pathEvidence.ts";

const serviceName = "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf11aa22bb33cc4";

const dead: AuditItem = {
  code: "deadEndpoint",
  severity: "broken",
  scope: orders,
  resource: "vpce-0b0f658879e545d48",
  name: "orders | old",
  parameters: { state: "rejected", monthlyDollars: 14.6 },
  target: { serviceName, endpointId: "vpce-0b0f658879e545d48" },
};

const unhealthy: AuditItem = {
  code: "unhealthyTargets",
  severity: "degraded",
  scope: platform,
  resource: "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/flask-hello/73e2d6bc",
  name: "flask-hello",
  parameters: { service: "flask-hello", unhealthy: 1, targets: 2 },
  target: { serviceName },
};

const audit: Audit = {
  items: [unhealthy, dead],
  gaps: [
    {
      scope: platform,
      codes: ["noNotification"],
      gap: {
        code: "refused",
        failure: {
          code: "accessDenied",
          action: "ec2:DescribeVpcEndpointConnectionNotifications",
          message: "",
          profile: "platform",
        },
      },
    },
  ],
  scopes: 2,
  endpoints: 3,
  services: 1,
  leftOut: 0,
};

it("an audit is pasted as Markdown, without account ids", async () => {
  const text = auditMarkdown(audit);
  expect(text).not.toMatch(/111122223333|444455556666/);
  await expect(text).toMatchFileSnapshot("../../../golden/diagnose/audit.md");
});

it("every kind of item has words", () => {
  for (const code of auditCodes) {
    const words = auditCodeTexts[code].detail({ ...dead, code });
    expect(words.length + auditCodeTexts[code].meaning.length, code).toBeGreaterThan(20);
  }
});
