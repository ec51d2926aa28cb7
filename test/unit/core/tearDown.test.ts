import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Footprint } from "../../../src/core/model/footprint.ts";
import { planTag } from "../../../src/core/model/tags.ts";
import { planMonthlyCost } from "../../../src/core/plan/cost.ts";
import { type RemovalKind, settle } from "../../../src/core/plan/removable.ts";
import { removals } from "../../../src/core/plan/removals.ts";
import type { Value } from "../../../src/core/plan/step.ts";
import { tearDownPlan } from "../../../src/core/plan/tearDownPlan.ts";
import type { Answers } from "../../../src/core/wizard/form.ts";
import { tearDownFlow } from "../../../src/core/wizard/tearDownFlow.ts";
import { provider } from "../../support/facts.ts";
import {
  connectedFootprint,
  loadBalancerArn,
  publishedFootprint,
  tearDownOf,
} from "../../support/footprints.ts";

type Change = Partial<typeof publishedFootprint>;

function view(answers: Answers = {}, change: Change = {}) {
  const { facts, target } = tearDownOf({ ...publishedFootprint, ...change });
  return tearDownFlow({ target, ...answers }, facts, "plan-9");
}

function operations(answers: Answers = {}, change: Change = {}) {
  return view(answers, change).plan?.steps.map(({ operation }) => operation);
}

function options(field: string, answers: Answers = {}, change: Change = {}) {
  const fields = view(answers, change).form.sections.flatMap((section) => section.fields);
  const found = fields.find(({ id }) => id === field);
  return found?.kind === "set" ? found.options : [];
}

function option(field: string, answers: Answers = {}, change: Change = {}) {
  return options(field, answers, change)[0];
}

const ruleOfOther = { id: "sgr-other", egress: false, traffic: "TCP 5000", peer: "10.0.0.0/16" };
const [balancer] = publishedFootprint.loadBalancers;
const everything = [
  "RejectVpcEndpointConnections",
  "DeleteVpcEndpointConnectionNotifications",
  "DeleteVpcEndpointServiceConfigurations",
  "DeleteLoadBalancer",
  "DeleteTargetGroup",
  "TerminateInstances",
  "DeleteSecurityGroup",
  "DeleteSecurityGroup",
];

describe("Tear Down", () => {
  it("asks what, and takes nothing for granted", () => {
    const { facts } = tearDownOf(publishedFootprint);
    const { form, plan, lookups } = tearDownFlow({}, facts, "plan-9");
    expect(form.sections[0]?.fields[0]).toMatchObject({ value: "", problem: { code: "required" } });
    expect({ plan, lookups }).toEqual({ plan: undefined, lookups: [] });
  });

  it("proposes everything that the toolkit made", () => {
    expect(operations()).toEqual(everything);
  });

  it("counts what ends", () => {
    const { plan } = view();
    expect(plan && planMonthlyCost(plan)).toBeCloseTo(730 * (0.0225 + 0.0042));
  });

  it("rejects only what is live", () => {
    expect(view().plan?.steps[0]?.input["VpcEndpointIds"]).toEqual([
      "vpce-0aaaaaaaaaaaaaaaa",
      "vpce-0bbbbbbbbbbbbbbbb",
    ]);
  });

  it("leaves a service, and everything behind it, when one of its connections stays", () => {
    const answers = { connections: ["vpce-0aaaaaaaaaaaaaaaa"] };
    expect(operations(answers)).toEqual(everything.slice(0, 2));
    expect(option("services", answers)).toMatchObject({
      refused: "usedByStaying",
      because: ["vpce-0bbbbbbbbbbbbbbbb"],
    });
    expect(option("listeners", answers)?.refused).toBe("usedByStaying");
  });

  it("deletes a listener of its own on a load balancer that stays", () => {
    const tags = {};
    const foreign = balancer === undefined ? [] : [{ ...balancer, tags }];
    expect(operations({}, { loadBalancers: foreign })).toEqual([
      ...everything.slice(0, 3),
      "DeleteListener",
      "DeleteTargetGroup",
      "TerminateInstances",
      "DeleteSecurityGroup",
    ]);
    expect(option("loadBalancers", {}, { loadBalancers: foreign })?.caution).toBe("notMadeByToolkit");
  });

  it("refuses what AWS would refuse", () => {
    const guarded = balancer === undefined ? [] : [{ ...balancer, deletionProtected: true }];
    expect(option("loadBalancers", {}, { loadBalancers: guarded })?.refused).toBe("deletionProtection");
    const shared = balancer === undefined ? [] : [{ ...balancer, otherServices: ["vpce-svc-2"] }];
    expect(option("loadBalancers", {}, { loadBalancers: shared })).toMatchObject({
      refused: "usedElsewhere",
      because: ["vpce-svc-2"],
    });
    const elsewhere = publishedFootprint.targetGroups.map((each) => ({
      ...each,
      loadBalancerArns: [...each.loadBalancerArns, loadBalancerArn.replaceAll("flask-hello-nlb", "other")],
    }));
    expect(option("targetGroups", {}, { targetGroups: elsewhere })?.because).toEqual(["other"]);
    expect(option("instances", {}, { targetGroups: elsewhere })?.because).toEqual(["flask-hello-tg"]);
    const ofAll = publishedFootprint.securityGroups.map((group) => ({ ...group, name: "default" }));
    expect(option("securityGroups", {}, { securityGroups: ofAll })?.refused).toBe("defaultGroup");
  });

  it("leaves what another plan made, and what is registered elsewhere too", () => {
    const tags = { [planTag]: "plan-2" };
    const instances = publishedFootprint.instances.map((each) => ({ ...each, tags }));
    const securityGroups = publishedFootprint.securityGroups.map((group) =>
      group.id === "sg-app" ? { ...group, tags, rules: [...group.rules, { ...ruleOfOther, tags }] } : group,
    );
    expect(operations({}, { instances, securityGroups })).toEqual([
      ...everything.slice(0, 5),
      "RevokeSecurityGroupIngress",
      "DeleteSecurityGroup",
    ]);
    expect(option("instances", {}, { instances })).toMatchObject({ caution: "madeByOtherPlan" });
    const shared = instances.map((each) => ({ ...each, otherTargetGroups: ["b-tg"] }));
    expect(option("instances", { instances: ["i-app"] }, { instances: shared })).toMatchObject({
      refused: "usedElsewhere",
      because: ["b-tg"],
    });
  });

  it("leaves a rule that somebody else made, and with it the group of the toolkit that it names", () => {
    const stranger = {
      ...{ id: "sg-stranger", name: "stranger", tags: {}, users: [] },
      rules: [{ ...ruleOfOther, id: "sgr-stranger", peer: "sg-nlb", tags: {} }],
    };
    const change = { securityGroups: [...publishedFootprint.securityGroups, stranger] };
    expect(operations({}, change)).not.toContain("RevokeSecurityGroupIngress");
    expect(options("rules", {}, change).at(-1)).toMatchObject({
      value: "sgr-stranger",
      caution: "notMadeByToolkit",
    });
    expect(option("securityGroups", {}, change)).toMatchObject({ value: "sg-nlb", refused: "usedByStaying" });
  });

  it("keeps the rules that what stays is reached by", () => {
    const shared = balancer === undefined ? [] : [{ ...balancer, otherServices: ["vpce-svc-2"] }];
    expect(operations({}, { loadBalancers: shared })).toEqual(everything.slice(0, 3));
    const rules = options("rules", {}, { loadBalancers: shared });
    expect(rules.map(({ value }) => value)).toEqual(["sgr-nlb", "sgr-app"]);
  });

  it("revokes rules between groups that name each other, then deletes both", () => {
    const securityGroups = publishedFootprint.securityGroups.map((group) =>
      group.id === "sg-nlb"
        ? { ...group, rules: group.rules.map((rule) => ({ ...rule, peer: "sg-app" })) }
        : group,
    );
    const plan = view({}, { securityGroups }).plan;
    expect(plan?.steps.slice(-3).map(({ operation, input }) => [operation, input["GroupId"]])).toEqual([
      ["RevokeSecurityGroupIngress", "sg-app"],
      ["DeleteSecurityGroup", "sg-nlb"],
      ["DeleteSecurityGroup", "sg-app"],
    ]);
  });

  it("says that a gateway's routes go, and counts no cost", () => {
    const { endpoint } = connectedFootprint;
    if (endpoint === undefined) throw new Error("The footprint has no endpoint.");
    const gateway = { ...endpoint, type: "Gateway", securityGroups: [], routeTableIds: ["rtb-1"] } as const;
    const { facts, target } = tearDownOf({ ...connectedFootprint, endpoint: gateway, securityGroups: [] });
    const { form, plan } = tearDownFlow({ target }, facts, "plan-9");
    expect(form.sections[1]?.fields[0]?.notices).toEqual([
      { code: "routesLost", serviceName: endpoint.serviceName, routeTables: ["rtb-1"] },
    ]);
    expect(plan?.steps.map(({ operation, cost }) => [operation, cost])).toEqual([
      ["DeleteVpcEndpoints", undefined],
    ]);
  });

  it("says what an endpoint's clients lose", () => {
    const { facts, target } = tearDownOf(connectedFootprint);
    const { form, plan } = tearDownFlow({ target }, facts, "plan-9");
    expect(form.sections[1]?.fields[0]?.notices).toEqual([
      { code: "endpointLost", serviceName: connectedFootprint.endpoint?.serviceName, privateDns: false },
    ]);
    expect(plan?.steps.map(({ operation }) => operation)).toEqual([
      "DeleteVpcEndpoints",
      "DeleteSecurityGroup",
    ]);
    expect(plan && planMonthlyCost(plan)).toBeCloseTo(2 * 730 * 0.01);
  });

  it("has nothing to undo", () => {
    expect(view().plan?.steps.every(({ inverse, doneWhen }) => !inverse && (doneWhen ?? []).length > 0)).toBe(
      true,
    );
  });
});

/** Which kind each operation takes away. */
const taken: Readonly<Record<string, RemovalKind>> = {
  RejectVpcEndpointConnections: "connection",
  DeleteVpcEndpointConnectionNotifications: "notification",
  DeleteVpcEndpointServiceConfigurations: "service",
  DeleteVpcEndpoints: "endpoint",
  DeleteListener: "listener",
  DeleteLoadBalancer: "loadBalancer",
  DeleteTargetGroup: "targetGroup",
  TerminateInstances: "instance",
  RevokeSecurityGroupIngress: "rule",
  DeleteSecurityGroup: "securityGroup",
};

/** Any mixture: some things shared, some guarded, some groups naming each other, some ticked. */
const mixtures = fc.record({
  footprint: fc
    .record({
      shared: fc.boolean(),
      deletionProtected: fc.boolean(),
      instanceIds: fc.subarray(["i-app", "i-other"]),
      listens: fc.boolean(),
      peers: fc.tuple(
        ...["sg-nlb", "sg-app", "sg-third"].map(() =>
          fc.constantFrom("sg-nlb", "sg-app", "sg-third", "10.0.0.0/8"),
        ),
      ),
      users: fc.subarray(["i-app", "net/flask-hello-nlb/50dc6c495c0c9188", "eni-stranger"]),
    })
    .map(mixed),
  // Mostly ticked: one thing that stays keeps everything behind it.
  seed: fc.array(
    fc.integer({ min: 0, max: 15 }).map((each) => each > 0),
    { minLength: 40, maxLength: 40 },
  ),
});

interface Mixture {
  readonly shared: boolean;
  readonly deletionProtected: boolean;
  readonly instanceIds: readonly string[];
  readonly listens: boolean;
  readonly peers: readonly string[];
  readonly users: readonly string[];
}

function mixed({ shared, deletionProtected, instanceIds, listens, peers, users }: Mixture): Footprint {
  const { loadBalancers, targetGroups, instances, securityGroups } = publishedFootprint;
  const groups = [
    ...securityGroups,
    ...securityGroups.slice(0, 1).map((each) => ({ ...each, id: "sg-third", users })),
  ];
  return {
    ...publishedFootprint,
    loadBalancers: loadBalancers.map((each) => ({
      ...each,
      deletionProtected,
      otherServices: shared ? ["vpce-svc-2"] : [],
      listeners: listens ? each.listeners : [],
    })),
    targetGroups: targetGroups.map((each) => ({ ...each, instanceIds })),
    instances: [...instances, ...instances.map((each) => ({ ...each, id: "i-other" }))],
    securityGroups: groups.map((group, index) => ({
      ...group,
      rules: group.rules.map((rule) => ({ ...rule, id: `sgr-${group.id}`, peer: peers[index] ?? rule.peer })),
    })),
  };
}

describe("the order of a tear-down", () => {
  it("takes nothing away before everything that uses it is gone, and nothing that something else holds", () => {
    fc.assert(
      fc.property(mixtures, ({ footprint, seed }) => {
        const removables = removals(footprint);
        const going = settle(
          removables,
          new Set(removables.filter((_, index) => seed[index]).map(({ id }) => id)),
        );
        const { profile, region } = provider;
        const plan = tearDownPlan({
          planId: "plan-9",
          scope: { profile, region },
          name: "x",
          removables,
          going,
        });
        const gone = new Set<string>();
        for (const { operation, input } of plan.steps) {
          const named = textsIn(input);
          const now = removables.filter(({ id, kind }) => kind === taken[operation] && named.includes(id));
          expect(now.length).toBeGreaterThan(0);
          for (const { users, holders, guard } of now) {
            expect(holders).toEqual([]);
            expect(guard).toBeUndefined();
            expect(users.filter((either) => !either.some((id) => gone.has(id)))).toEqual([]);
          }
          for (const { id } of now) gone.add(id);
          for (const { id, parent = "" } of removables) if (gone.has(parent)) gone.add(id);
        }
        expect([...going].filter((id) => !gone.has(id))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function textsIn(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}
