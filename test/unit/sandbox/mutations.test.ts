import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import * as mutations from "../../../src/sandbox/scenarios/mutations.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: "fast", scenario: "published" });
});

afterAll(() => sandbox.close());

/** What break or mend traffic is seen with curl in the contract tests; these are what only the API shows. */
describe("a named mutation", () => {
  it("removes one principal, or all", () => {
    const { world } = sandbox;
    const [service] = world.endpointServices.values();
    mutations.removePrincipal(world, "arn:aws:iam::123456789012:root");
    expect(service?.permissions).toHaveLength(1);
    mutations.removePrincipal(world, undefined, "flask-hello");
    expect(service?.permissions).toEqual([]);
  });

  it("fails an endpoint with a reason", () => {
    mutations.failEndpoint(sandbox.world, "No capacity.", "orders-flask-hello");
    const [endpoint] = sandbox.world.endpoints.values();
    expect(endpoint).toMatchObject({ state: "failed", lastError: { message: "No capacity." } });
  });

  it("takes an instance's agent away", () => {
    mutations.loseAgent(sandbox.world, "tester");
    const states = [...sandbox.world.managedInstances.values()].map(({ pingStatus }) => pingStatus);
    expect(states).toEqual(["ConnectionLost"]);
  });

  it("says so when there is nothing, or no one thing, that it can mean", () => {
    expect(() => mutations.rejectConnection(sandbox.world, "vpce-0")).toThrow(
      "The world has 0 of the kind endpoint called vpce-0, not one.",
    );
    sandbox.world.targetGroups.clear();
    expect(() => mutations.detachTargets(sandbox.world)).toThrow("The world has 0 of the kind target group");
  });
});
