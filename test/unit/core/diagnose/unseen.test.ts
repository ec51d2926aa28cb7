import { describe, expect, it } from "vitest";
import { causeOf, checkedCauses } from "../../../../src/core/diagnose/catalogue/catalogue.ts";
import type { CauseId } from "../../../../src/core/diagnose/cause.ts";
import { diagnose } from "../../../../src/core/diagnose/diagnose.ts";
import type { Evidence } from "../../../../src/core/diagnose/evidence/evidence.ts";
import type { TargetGroupFacts } from "../../../../src/core/diagnose/evidence/provider.ts";
import type { Diagnosis } from "../../../../src/core/diagnose/finding.ts";
import { client, facts, gap, network, refused, seen, target } from "../../../support/diagnose/facts.ts";

const addressGroup: TargetGroupFacts = {
  arn: "arn:tasks",
  name: "tasks",
  type: "ip",
  protocol: "TCP",
  port: 5000,
  vpcId: "vpc-1",
  loadBalancerArns: [],
  healthCheck: { protocol: "TCP", port: "traffic-port" },
  proxyProtocol: false,
  crossZone: "loadBalancer",
  targets: [{ id: "10.9.1.5", port: 5000, state: "healthy" }],
};

function unseenCauses({ unseen }: Diagnosis): readonly CauseId[] {
  return unseen.flatMap(({ causes }) => causes);
}

function stationsOf(evidence: Evidence): string {
  return diagnose(evidence, target)
    .stations.map(({ name, state }) => `${name} ${state}`)
    .join(", ");
}

describe("what is not found", () => {
  it("is fine where everything could be seen, but for what only a test shows", () => {
    const { unseen, fine, notChecked } = diagnose(facts(), target);
    expect(unseen.map(({ gap: { code } }) => code)).toEqual(["noTest"]);
    expect(fine.length + unseenCauses(diagnose(facts(), target)).length).toBe(checkedCauses.length);
    expect(notChecked.length + checkedCauses.length).toBe(111);
  });

  it.each(["consumer", "provider"] as const)(
    "is unseen on the other side when only the %s's is open",
    (side) => {
      const diagnosis = diagnose(facts({ open: side }), target);
      const other = side === "consumer" ? "provider" : "consumer";
      const closed = diagnosis.unseen.find((each) => each.gap.code === "notOpen");
      expect(closed?.side).toBe(other);
      const fromHere = (cause: CauseId) => [side, "either"].includes(causeOf(cause).seenBy);
      expect(diagnosis.fine.filter((cause) => !fromHere(cause))).toEqual([]);
      expect(closed?.causes.filter(fromHere)).toEqual([]);
    },
  );

  it("is unseen where a call was refused, with the reason", () => {
    const evidence = facts({ consumer: { network: { ...network, networkAcls: refused } } });
    const { unseen } = diagnose(evidence, target);
    expect(unseen.find(({ gap: { code } }) => code === "refused")).toMatchObject({
      side: "consumer",
      causes: ["B4", "B5", "B6"],
    });
  });

  it("is unseen without a port, and without an instance to look from", () => {
    const { port: _, ...portless } = target;
    expect(unseenCauses(diagnose(facts(), portless))).toEqual(
      expect.arrayContaining(["B1", "B3", "D1", "D4"]),
    );
    const empty = diagnose(facts({ consumer: { client: seen(undefined) } }), target);
    expect(empty.unseen.find(({ gap: { code } }) => code === "noClient")?.causes).toEqual(
      expect.arrayContaining(["B3", "B4", "B8", "G15"]),
    );
    expect(empty.fine).toContain("B1");
  });

  it("is unseen of targets that are addresses and no instances", () => {
    const balanced = facts({ provider: { targetGroups: seen([addressGroup]) } });
    const stranger = diagnose(balanced, target);
    expect(stranger.unseen).toContainEqual(
      expect.objectContaining({ side: "provider", gap: { code: "noInstance" } }),
    );
    expect(stranger.fine).not.toContain("E2");
    const known = {
      targetGroups: seen([addressGroup]),
      targetInstances: seen([{ ...client, ip: "10.9.1.5" }]),
    };
    expect(diagnose(facts({ provider: known }), target).fine).toContain("E2");
  });

  it("is AWS's own business behind AWS's own services", () => {
    const asked = { ...target, serviceName: "com.amazonaws.us-east-1.ssm" };
    const codes = diagnose(facts({ open: "consumer" }), asked).unseen.map(({ gap: { code } }) => code);
    expect(codes).toEqual(expect.arrayContaining(["ownedByAws"]));
    expect(codes).not.toContain("notOpen");
  });

  it("needs one side only where either side can see it", () => {
    const evidence = facts({ consumer: { endpoint: gap("unknownWhich") } });
    expect(diagnose(evidence, target).fine).toEqual(expect.arrayContaining(["A1", "A2", "A3"]));
  });
});

describe("stations", () => {
  it("are fine, or not seen", () => {
    expect(stationsOf(facts())).toBe(
      "name fine, client fine, endpoint fine, acceptance fine, service fine, loadBalancer fine, target fine",
    );
    expect(stationsOf(facts({ open: "provider" }))).toBe(
      "name notSeen, client notSeen, endpoint notSeen, acceptance fine, service fine, loadBalancer fine, target fine",
    );
    const unread = { network: { ...network, securityGroups: refused } };
    expect(stationsOf(facts({ consumer: unread }))).toMatch(
      /client notSeen, endpoint notSeen, acceptance fine/,
    );
    expect(stationsOf(facts({ open: "consumer" }))).toMatch(
      /service fine, loadBalancer notSeen, target notSeen$/,
    );
  });
});
