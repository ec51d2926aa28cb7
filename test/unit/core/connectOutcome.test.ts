import { expect, it } from "vitest";
import { connectOutcome } from "../../../src/core/plan/connectOutcome.ts";
import { type StepState, startRun, withProgress } from "../../../src/core/plan/run.ts";
import type { Step } from "../../../src/core/plan/step.ts";

function runOf(subjects: readonly Step["subject"][], state: StepState) {
  const steps = subjects.map(
    (subject): Step => ({
      id: subject.code,
      scope: { profile: "consumer", region: "us-east-1" },
      service: "ec2",
      operation: "CreateVpcEndpoint",
      input: {},
      subject,
      outputs: {},
      permissions: [],
    }),
  );
  const run = startRun({ id: "1", flow: "connect", name: "hello", steps });
  return steps.reduce((before, step) => withProgress(before, step, { state, outputs: {} }), run);
}

const endpoint = { code: "endpoint", zoneIds: ["use1-az1"] } as const;
const privateDns = { code: "privateDns", name: "api.example.com", serviceName: "s", owner: "1" } as const;

it.each([
  ["a gateway endpoint", runOf([{ code: "gatewayEndpoint", routeTables: 1 }], "done"), undefined, "gateway"],
  ["accepted by the plan", runOf([endpoint, { code: "accept" }], "done"), true, "accepted"],
  ["private DNS, which needs acceptance", runOf([endpoint, privateDns], "done"), undefined, "accepted"],
  ["steps that are not done", runOf([endpoint, privateDns], "pending"), true, "waiting"],
  ["nobody was asked yet", runOf([endpoint], "done"), true, "waiting"],
  ["a service that accepts by itself", runOf([endpoint], "done"), false, "automatic"],
  ["a service that was not looked up", runOf([endpoint], "done"), undefined, "unknown"],
] as const)("the outcome of %s", (_, run, acceptanceRequired, outcome) => {
  expect(connectOutcome(run, acceptanceRequired)).toBe(outcome);
});
