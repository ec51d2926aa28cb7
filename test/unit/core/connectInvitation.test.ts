import { describe, expect, it } from "vitest";
import { invite } from "../../../src/core/model/invitation.ts";
import { type OpenScope, scopeId } from "../../../src/core/model/scope.ts";
import { connectFlow } from "../../../src/core/wizard/connectFlow.ts";
import { invitationAnswers, requestFrom } from "../../../src/core/wizard/connectInvitation.ts";
import type { Facts } from "../../../src/core/wizard/facts.ts";
import type { Answers } from "../../../src/core/wizard/form.ts";
import { noticeSentence } from "../../../src/text/wizard.ts";
import { away, crossRegion, seenAs, unseen } from "../../support/connectFacts.ts";
import { consumer, provider, service, serviceOpen } from "../../support/facts.ts";

const named = { ...service, privateDnsName: "hello.example.com" };
const scopes = [provider, consumer];
const answers = invitationAnswers(invite(named, provider, [5000, 443]), scopes);

function fields(given: Answers, facts: Facts) {
  return connectFlow(given, facts, "plan").form.sections.flatMap((section) => section.fields);
}

function compared(facts: Facts, given: Answers = answers) {
  const found = fields(given, facts).find(({ kind }) => kind === "comparison");
  return found?.kind === "comparison" ? found : undefined;
}

function verdicts(facts: Facts, given?: Answers) {
  const rows = compared(facts, given)?.rows ?? [];
  return Object.fromEntries(rows.map(({ what, verdict }) => [what, verdict]));
}

/** The consumer alone has its scope open, as it is between two companies. */
const alone: Facts = { ...seenAs({ privateDnsName: "hello.example.com" }), openServices: [], ports: {} };

describe("an invitation in the wizard", () => {
  it("answers the service and the port", () => {
    const given = fields(answers, alone);
    expect(given.find(({ id }) => id === "serviceName")).toMatchObject({
      value: service.name,
      inferred: false,
    });
    expect(given.find(({ id }) => id === "port")).toMatchObject({ value: "5000" });
  });

  it("is not answered from the provider's own account, and from its Region where possible", () => {
    const elsewhere = { ...consumer, region: "eu-west-1" };
    const invitation = invite(service, provider, []);
    const from = (...open: readonly OpenScope[]) => invitationAnswers(invitation, open)["scope"];
    expect(from(provider, elsewhere, consumer)).toBe("consumer@us-east-1");
    expect(from(provider, elsewhere)).toBe("consumer@eu-west-1");
    expect(from(provider)).toBeUndefined();
  });

  it("is compared with what AWS says", () => {
    expect(compared(alone)?.rows).toEqual([
      { what: "owner", stated: ["111122223333"], seen: ["111122223333"], verdict: "same" },
      { what: "zones", stated: ["use1-az1", "use1-az2"], seen: ["use1-az1", "use1-az2"], verdict: "same" },
      {
        what: "privateDnsName",
        stated: ["hello.example.com"],
        seen: ["hello.example.com"],
        verdict: "verified",
      },
      { what: "ports", stated: ["5000", "443"], seen: [], verdict: "notSeen" },
      { what: "acceptance", stated: [], seen: ["required"], verdict: "awaited" },
    ]);
    expect(compared(alone)?.notices).toEqual([]);
  });

  it("warns of every contradiction", () => {
    const facts: Facts = {
      ...seenAs({ owner: "999999999999", privateDnsName: "evil.example.com", zoneIds: ["use1-az6"] }),
      openServices: [],
    };
    expect(verdicts(facts)).toMatchObject({ owner: "differs", zones: "differs", privateDnsName: "differs" });
    const [notice] = compared(facts)?.notices ?? [];
    expect(notice).toEqual({ code: "differsFromInvitation", what: ["owner", "zones", "privateDnsName"] });
    expect(notice && noticeSentence(notice)).toContain("Owner, AZ IDs, DNS name");
  });

  it("does not call zones that only the provider has a contradiction, nor what is not shown", () => {
    expect(verdicts({ ...seenAs({ zoneIds: ["use1-az2"] }) })).toMatchObject({
      zones: "fewer",
      privateDnsName: "notSeen",
    });
    expect(verdicts(crossRegion, { ...answers, scope: scopeId(away) })).toMatchObject({ zones: "notSeen" });
    expect(verdicts({ ...seenAs({ acceptanceRequired: false }) })).toMatchObject({ acceptance: "notNeeded" });
  });

  it("says when the name is not verified, and what only AWS says", () => {
    const unverified = seenAs({ privateDnsName: "hello.example.com", privateDnsVerified: false });
    expect(verdicts(unverified)).toMatchObject({ privateDnsName: "unverified" });
    const bare = invitationAnswers(invite({ ...service, zoneIds: [] }, provider, []), scopes);
    expect(verdicts(alone, bare)).toMatchObject({ zones: "notStated", privateDnsName: "notStated" });
  });

  it("has its ports compared where the provider's scope is open too", () => {
    expect(verdicts(serviceOpen)).toMatchObject({ ports: "differs" });
    expect(verdicts(serviceOpen, invitationAnswers(invite(service, provider, [5000]), scopes))).toMatchObject(
      {
        ports: "same",
      },
    );
  });

  it("is not compared with another service, nor when it is none", () => {
    expect(compared(alone, { ...answers, serviceName: "com.amazonaws.us-east-1.s3" })).toBeUndefined();
    expect(compared(alone, { ...answers, invitation: "Hello" })).toBeUndefined();
    expect(compared(unseen(service.name, consumer, { ...serviceOpen, openServices: [] }))).toBeUndefined();
  });
});

describe("a request out of the wizard", () => {
  it("is for the service and the account of the form", () => {
    const { form } = connectFlow(answers, alone, "plan");
    expect(requestFrom(form, alone.scopes)).toEqual({
      kind: "request",
      serviceName: service.name,
      region: "us-east-1",
      account: "444455556666",
      principal: "arn:aws:iam::444455556666:root",
    });
  });

  it("is not made for a service of AWS", () => {
    const { form } = connectFlow({ serviceName: "com.amazonaws.us-east-1.s3" }, alone, "plan");
    expect(requestFrom(form, alone.scopes)).toBeUndefined();
  });
});
