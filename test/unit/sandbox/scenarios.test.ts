import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";

const folder = mkdtempSync(join(tmpdir(), "scenario-test-"));

afterAll(() => rmSync(folder, { recursive: true }));

function scenarioFile(content: unknown): string {
  const path = join(folder, "scenario.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const caller = { account: "444455556666", region: "us-east-1", service: "ec2" };

describe("scenarios", () => {
  it("the article has its networks and an online tester, and nothing of PrivateLink", async () => {
    const { world, close } = await startSandbox({ clock: "fast" });
    await close();
    const names = [...world.vpcs.values()].map(({ region, tags }) => `${region} ${tags.get("Name")}`);
    expect(names.sort()).toEqual([
      "eu-west-1 orders-eu",
      "eu-west-1 platform-eu",
      "us-east-1 orders",
      "us-east-1 platform",
    ]);
    const [tester] = world.instances.values();
    expect(tester).toMatchObject({ state: "running", zoneId: "use1-az1", privateIp: "10.1.1.4" });
    expect(world.managedInstances.get(tester?.id ?? "")?.pingStatus).toBe("Online");
    expect([world.endpointServices.size, world.endpoints.size]).toEqual([0, 0]);
  });

  it("a file's calls are made on top of it, and can use what earlier calls answered", async () => {
    const Filters = [{ Name: "tag:Name", Values: ["orders"] }];
    const scenario = scenarioFile([
      { ...caller, operation: "DescribeVpcs", input: { Filters } },
      {
        ...caller,
        operation: "CreateSecurityGroup",
        input: { GroupName: "from-file", Description: "made by a file", VpcId: `\${0.Vpcs.0.VpcId}` },
      },
    ]);
    const { world, close } = await startSandbox({ clock: "fast", scenario });
    await close();
    const group = [...world.securityGroups.values()].find(({ name }) => name === "from-file");
    expect(world.vpcs.get(group?.vpcId ?? "")?.tags.get("Name")).toBe("orders");
  });

  it.each<[string, unknown]>([
    ["must hold a list", {}],
    ["Call 0", [{ ...caller, region: "mars-1", operation: "DescribeVpcs", input: {} }]],
    ["no operation MakeCoffee", [{ ...caller, operation: "MakeCoffee", input: {} }]],
    ["no output at", [{ ...caller, operation: "DescribeVpcs", input: { VpcIds: [`\${1.Vpcs}`] } }]],
  ])("a file that is wrong is refused: %s", async (reason, content) => {
    await expect(startSandbox({ scenario: scenarioFile(content) })).rejects.toThrow(reason);
  });
});
