import { expect, it } from "vitest";
import { changePlan } from "../../src/core/plan/change.ts";
import { allowThroughNetworkAcl } from "../../src/core/plan/networkAclSteps.ts";
import { type Run, startRun } from "../../src/core/plan/run.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { type AclEntry, defaultAcl, type NetworkAcl } from "../../src/sandbox/state/networkAcls.ts";
import { consumer } from "../support/facts.ts";
import { type Trial, tryPlan } from "../support/planTrial.ts";

/* Entries of network ACLs have no tags. Here the call that makes one is never answered. */

const number = 49;

/** The SDK makes a call four times before it gives up. @param after Whether AWS has heard it. */
function unanswered(after: boolean, act: (acl: NetworkAcl, run: Run, trial: Trial) => Promise<void>) {
  const call = { service: "ec2", operation: "CreateNetworkAclEntry", dryRun: false } as const;
  const fault: Fault = { ...call, nth: 1, effect: "drop", after, times: 4 };
  return tryPlan({ file: "connected" }, [fault], async (trial) => {
    const { world, accounts } = trial.sandbox;
    const own = accounts.find(({ profile }) => profile === consumer.profile)?.id;
    const vpc = [...world.vpcs.values()].find(({ account }) => account === own);
    if (vpc === undefined) throw new Error("The consumer has no VPC.");
    const acl = defaultAcl(world, vpc);
    const context = { planId: "p", scope: consumer };
    const entry = {
      networkAclId: acl.id,
      number,
      egress: true,
      ports: { from: 5000, to: 5000 },
      cidr: vpc.cidr,
    };
    const plan = changePlan(context, acl.id, [allowThroughNetworkAcl(context, "entry", entry)]);
    const run = await trial.apply(startRun(plan));
    expect(run.status).toBe("stopped");
    await act(acl, run, trial);
  });
}

function ofNumber({ entries }: NetworkAcl): readonly AclEntry[] {
  return entries.filter(({ ruleNumber, egress }) => ruleNumber === number && egress);
}

it("an entry that was made although nobody heard so is found, and taken back", () =>
  unanswered(true, async (acl, stopped, trial) => {
    const run = await trial.apply(stopped);
    expect(run.status, JSON.stringify(run.progress)).toBe("done");
    expect(ofNumber(acl)).toHaveLength(1);
    expect(await trial.undo(run)).toMatchObject({ status: "undone" });
    expect(ofNumber(acl)).toEqual([]);
  }));

it("an entry that somebody else has made under the number is neither taken for the plan's nor deleted", () =>
  unanswered(false, async (acl, stopped, trial) => {
    const theirs = {
      ruleNumber: number,
      egress: true,
      protocol: "6",
      fromPort: 22,
      toPort: 22,
      cidr: "10.0.0.0/8",
      allow: true,
    };
    acl.entries.push(theirs);
    const run = await trial.apply(stopped);
    expect(run.progress["entry"]).toMatchObject({ state: "failed", failure: { code: "conflict" } });
    expect(await trial.undo(stopped)).toMatchObject({ status: "undone" });
    expect(ofNumber(acl)).toEqual([theirs]);
  }));
