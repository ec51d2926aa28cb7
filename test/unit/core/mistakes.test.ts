import { describe, expect, it } from "vitest";
import { scopeId } from "../../../src/core/model/scope.ts";
import { connectFlow } from "../../../src/core/wizard/connectFlow.ts";
import { type Facts, readNetwork } from "../../../src/core/wizard/facts.ts";
import type { Flow } from "../../../src/core/wizard/flow.ts";
import type { Answers } from "../../../src/core/wizard/form.ts";
import { publishFlow } from "../../../src/core/wizard/publishFlow.ts";
import { bothOpen, consumer, provider, serviceOpen } from "../../support/facts.ts";

/** Regions are looked up before they can be wrong. */
const published: Facts = {
  ...bothOpen,
  regions: { [scopeId(provider)]: { status: "ready", value: ["us-east-1", "eu-west-1"] } },
};

const flows = {
  publish: { flow: publishFlow, facts: published },
  connect: { flow: connectFlow, facts: serviceOpen },
};

/** The texts of a form and whether they are inferred. */
function textsOf(flow: Flow, facts: Facts, answers: Answers) {
  return flow(answers, facts, "plan").form.sections.flatMap(({ fields }) =>
    fields.flatMap((field) => (field.kind === "text" ? [field] : [])),
  );
}

describe.each(Object.entries(flows))("a mistake in one text: %s", (_, { flow, facts }) => {
  const proposed = textsOf(flow, facts, {});

  it.each(proposed.map(({ id }) => id))("leaves what is inferred for the others: %s", (wrong) => {
    const after = textsOf(flow, facts, { [wrong]: "§" });
    expect(after.find(({ id }) => id === wrong)?.problem).toBeDefined();
    const others = proposed.filter(({ id }) => id !== wrong);
    expect(others.length).toBeGreaterThan(0);
    for (const { id, value } of others) {
      expect(after.find((field) => field.id === id)).toMatchObject({ value, inferred: true });
    }
  });
});

describe("what is inferred from an answer without a mistake", () => {
  it("follows it", () => {
    const value = (flow: Flow, facts: Facts, answers: Answers, id: string) =>
      textsOf(flow, facts, answers).find((field) => field.id === id)?.value;
    expect(value(publishFlow, bothOpen, { targetPort: "8080" }, "listenerPort")).toBe("8080");
    expect(value(publishFlow, bothOpen, {}, "clientCidrs")).toBe(
      readNetwork(bothOpen, consumer)
        .vpcs.flatMap(({ cidrs }) => cidrs)
        .join(", "),
    );
    expect(value(publishFlow, bothOpen, { principals: "999988887777" }, "clientCidrs")).toBe("");
    const other = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";
    expect(value(connectFlow, serviceOpen, { serviceName: other }, "name")).toBe("");
  });
});
