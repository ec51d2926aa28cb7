import { describe, expect, it } from "vitest";
import { type Connection, connectionsOnlyAllowedBy } from "../../../src/core/model/connection.ts";
import type { EndpointState } from "../../../src/core/model/states.ts";
import { parseTopicArn } from "../../../src/core/model/topic.ts";
import { type NameableConnection, nameConnectionPlan } from "../../../src/core/plan/nameChange.ts";
import { type ServiceChange, serviceChangePlan } from "../../../src/core/plan/serviceChanges.ts";
import { provider, service } from "../../support/facts.ts";

const topicArn = "arn:aws:sns:us-east-1:111122223333:requests";

function connection(owner: string, state: EndpointState = "available"): NameableConnection {
  return {
    serviceId: service.id,
    endpointId: `vpce-${owner}`,
    connectionId: `vpce-svc-con-${owner}`,
    owner,
    state,
    tags: {},
  };
}

function calls(change: ServiceChange): readonly string[] {
  const { steps } = serviceChangePlan({ planId: "p", scope: provider }, service, change);
  return steps.map(({ operation, input, inverse }) =>
    [operation, JSON.stringify(input), JSON.stringify(inverse?.input ?? null)].join(" "),
  );
}

describe("the plan of a change", () => {
  const id = `"ServiceId":"${service.id}"`;

  it("shuts a principal out before its connections are rejected, so that none comes back in between", () => {
    expect(calls({ kind: "removePrincipal", arn: "*", reject: [connection("1")] })).toEqual([
      `ModifyVpcEndpointServicePermissions {${id},"RemoveAllowedPrincipals":["*"]} {${id},"AddAllowedPrincipals":["*"]}`,
      `RejectVpcEndpointConnections {${id},"VpcEndpointIds":["vpce-1"]} null`,
    ]);
  });

  it("takes back a principal that was not allowed before, and none that may have been", () => {
    const added = `ModifyVpcEndpointServicePermissions {${id},"AddAllowedPrincipals":["*"]}`;
    const change = { kind: "addPrincipal", arn: "*" } as const;
    expect(calls(change)).toEqual([`${added} {${id},"RemoveAllowedPrincipals":["*"]}`]);
    expect(calls({ ...change, mayBeAllowed: true })).toEqual([`${added} null`]);
  });

  it("fixes zones by the one call that names nothing but the service", () => {
    expect(calls({ kind: "fixZones", zoneNames: ["us-east-1c"] })).toEqual([
      `ModifyVpcEndpointServiceConfiguration {${id}} null`,
    ]);
  });

  it("makes the same notification again when its deletion is undone", () => {
    const notification = { id: "vpce-nfn-1", topicArn, events: ["Connect"], enabled: true };
    expect(calls({ kind: "deleteNotification", notification })).toEqual([
      `DeleteVpcEndpointConnectionNotifications {"ConnectionNotificationIds":["vpce-nfn-1"]} {${id},"ConnectionNotificationArn":"${topicArn}","ConnectionEvents":["Connect"],"ClientToken":"p-notification"}`,
    ]);
  });

  it("names every IAM action, also the one without an API", () => {
    const { steps } = serviceChangePlan({ planId: "p", scope: provider }, service, {
      kind: "addRegion",
      region: "eu-west-1",
    });
    expect(steps.flatMap(({ permissions }) => permissions)).toEqual([
      "ec2:ModifyVpcEndpointServiceConfiguration",
      "vpce:AllowMultiRegion",
    ]);
  });
});

describe("the plan of a name", () => {
  const inputs = (tags: Connection["tags"], name: string) => {
    const [step] = nameConnectionPlan(
      { planId: "p", scope: provider },
      { ...connection("1"), tags },
      name,
    ).steps;
    return [step?.operation, step?.inverse?.operation, step?.inverse?.input["Tags"]];
  };

  it("takes a first name away again, and gives an old one back", () => {
    expect(inputs({}, "new")).toEqual(["CreateTags", "DeleteTags", [{ Key: "Name" }]]);
    expect(inputs({ Name: "old" }, "new")).toEqual([
      "CreateTags",
      "CreateTags",
      [{ Key: "Name", Value: "old" }],
    ]);
    expect(inputs({ Name: "old" }, "")).toEqual([
      "DeleteTags",
      "CreateTags",
      [{ Key: "Name", Value: "old" }],
    ]);
  });
});

describe("connections that only one principal allows", () => {
  const [one, two] = ["111111111111", "222222222222"] as const;
  const both = [connection(one), connection(two)];
  const left = (arn: string, principals: readonly string[], all: readonly Connection[] = both) =>
    connectionsOnlyAllowedBy(arn, principals, all).map(({ owner }) => owner);
  const root = (account: string) => `arn:aws:iam::${account}:root`;

  it("are those of its account, unless another principal of the account or everybody stays", () => {
    expect(left(root(one), [root(one), root(two)])).toEqual([one]);
    expect(left(root(one), [root(one), `arn:aws:iam::${one}:role/ci`])).toEqual([]);
    expect(left(root(one), [root(one), "*"])).toEqual([]);
  });

  it("are everybody's who is not allowed otherwise, for everybody", () => {
    expect(left("*", ["*", root(two)])).toEqual([one]);
  });

  it("are only such as can be rejected", () => {
    expect(left("*", ["*"], [connection(one, "rejected"), connection(two, "deleting")])).toEqual([]);
  });
});

describe("the ARN of a topic", () => {
  it("is one of the Region and its partition", () => {
    expect(parseTopicArn(` ${topicArn} `, "us-east-1")).toEqual({ ok: true, arn: topicArn });
    expect(parseTopicArn(topicArn, "eu-west-1")).toEqual({ ok: false, problem: "otherRegion" });
    expect(parseTopicArn("arn:aws:sns:cn-north-1:111122223333:requests", "cn-north-1").ok).toBe(false);
    expect(parseTopicArn("arn:aws-cn:sns:cn-north-1:111122223333:requests", "cn-north-1").ok).toBe(true);
  });

  it.each(["requests", "arn:aws:sqs:us-east-1:111122223333:requests", `${topicArn}:subscription`])(
    "is not %s",
    (text) => expect(parseTopicArn(text, "us-east-1")).toEqual({ ok: false, problem: "notATopic" }),
  );
});
