import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import * as mutations from "../../src/sandbox/scenarios/mutations.ts";
import type { World } from "../../src/sandbox/state/world.ts";
import { type Clients, clientsOf } from "../unit/sandbox/clients.ts";
import { curl, managedInstance, runRemotely } from "../unit/sandbox/remote.ts";

function only<T>(items: ReadonlyMap<string, T>): T {
  const [item] = items.values();
  if (item === undefined || items.size !== 1) throw new Error(`There are ${items.size}, not one.`);
  return item;
}

/** What breaks one thing of a connection that works, and how curl then ends. */
const breakages: [string, number, (world: World) => void][] = [
  ["the connection is not accepted", 28, mutations.awaitAcceptanceAgain],
  ["the request has expired", 28, mutations.expireRequest],
  ["the connection is rejected", 28, mutations.rejectConnection],
  ["the endpoint's security group is closed", 28, mutations.closeEndpointSecurityGroup],
  ["the load balancer's security group is closed", 28, mutations.closeLoadBalancerSecurityGroup],
  ["the target's security group is closed", 28, mutations.closeTargetSecurityGroup],
  ["there is no listener", 28, mutations.removeListener],
  ["the application is stopped", 7, mutations.stopApplication],
  ["the instance is stopped", 28, mutations.stopInstance],
  ["no target is registered", 7, mutations.detachTargets],
];

describe("a connection that works, with one thing broken", () => {
  let sandbox: Sandbox;
  let consumer: Clients;
  let tester: string;
  let url: string;

  beforeEach(async () => {
    sandbox = await startSandbox({ clock: "fast", scenario: "published" });
    consumer = clientsOf(sandbox, "consumer");
    tester = await managedInstance(consumer);
    mutations.acceptConnection(sandbox.world);
    url = `http://${only(sandbox.world.endpoints).dnsNames[0]?.name}:5000/`;
  });

  afterEach(async () => {
    consumer.destroy();
    await sandbox.close();
  });

  it.each(breakages)("%s: curl ends with %i", async (_, exitCode, breakIt) => {
    breakIt(sandbox.world);
    expect(await curl(consumer, tester, url)).toEqual({ exitCode, output: "" });
  });

  it("nothing broken: curl is greeted", async () => {
    expect(await curl(consumer, tester, url)).toEqual({ exitCode: 0, output: "Hello, PrivateLink World!" });
  });

  it("a closed load balancer group does not matter once enforcement on PrivateLink is off", async () => {
    mutations.closeLoadBalancerSecurityGroup(sandbox.world);
    mutations.stopEnforcingOnPrivateLink(sandbox.world);
    expect((await curl(consumer, tester, url)).exitCode).toBe(0);
  });

  it("an unknown name: curl ends with 6 and says which", async () => {
    const line = "curl -sS -w '%{http_code}' http://orders.example:5000/";
    const result = await runRemotely(consumer, tester, [line]);
    expect(result).toMatchObject({ Status: "Failed", ResponseCode: 6, StandardOutputContent: "000" });
    expect(result.StandardErrorContent).toBe("curl: (6) Could not resolve host: orders.example\n");
  });

  it("a script goes on after a line that fails, and ends with its last line's exit code", async () => {
    const name = new URL(url).hostname;
    const result = await runRemotely(consumer, tester, [
      `curl -sS --connect-timeout 0.5 -o /tmp/none http://${name}:5001/`,
      `curl -sS -o /tmp/body -w '%{http_code}\\n' --connect-to ${name}:5000:10.1.1.5:5000 ${url}`,
      "head -c 5 /tmp/body",
      "printf '\\n--%s--\\n' end",
      "rm -f /tmp/body",
      "ls",
      "head -c 5 /tmp/body",
    ]);
    expect(result).toMatchObject({
      Status: "Failed",
      ResponseCode: 1,
      StandardOutputContent: "200\nHello\n--end--\n",
    });
    expect(result.StandardErrorContent).toContain("sh: line 6: ls: command not found\n");
  });
});
