import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { scenarioSchema } from "../../../src/sandbox/scenarios/scenario.ts";
import { readBeginning, scenarioNames } from "../../../src/sandbox/scenarios/scenarios.ts";

const folder = mkdtempSync(join(tmpdir(), "scenario-test-"));

afterAll(() => rmSync(folder, { recursive: true }));

function scenarioFile(content: unknown): string {
  const path = join(folder, "scenario.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** The world of a scenario, without anything that runs. */
async function worldOf(scenario: string) {
  const { world, close } = await startSandbox({ clock: "fast", scenario });
  await close();
  return world;
}

const caller = { account: "444455556666", region: "us-east-1", service: "ec2" };

describe("the bundled scenarios", () => {
  it("empty has two accounts with the default VPCs of both Regions", async () => {
    const world = await worldOf("empty");
    expect(world.accounts.map(({ profile }) => profile)).toEqual(["provider", "consumer"]);
    const vpcs = [...world.vpcs.values()].map(({ account, region, isDefault }) => [
      account,
      region,
      isDefault,
    ]);
    expect(vpcs).toEqual([
      ["111122223333", "us-east-1", true],
      ["111122223333", "eu-west-1", true],
      ["444455556666", "us-east-1", true],
      ["444455556666", "eu-west-1", true],
    ]);
    expect([world.instances.size, world.endpoints.size]).toEqual([0, 0]);
  });

  it("the article has its networks and an online tester, and nothing of PrivateLink", async () => {
    const world = await worldOf("article");
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

  it("published has a listening application, and a connection that waits", async () => {
    const world = await worldOf("published");
    const applications = [...world.instances.values()].flatMap(({ application }) => application ?? []);
    expect(applications).toMatchObject([{ port: 5000, body: "Hello, PrivateLink World!", listening: true }]);
    expect([...world.endpoints.values()].map(({ state }) => state)).toEqual(["pendingAcceptance"]);
  });

  it("connected has a healthy target in each zone of the endpoint, and an accepted connection", async () => {
    const world = await worldOf("connected");
    const [group] = world.targetGroups.values();
    expect(group?.targets.map(({ checks }) => checks.decided)).toEqual(["healthy", "healthy"]);
    expect([...world.endpoints.values()].map(({ state }) => state)).toEqual(["available"]);
    expect(world.connectionNotifications.size).toBe(1);
  });

  it("many has as many as it says, in several states and both Regions", async () => {
    const world = await worldOf("many");
    expect([world.endpointServices.size, world.endpoints.size]).toEqual([200, 2000]);
    const endpoints = [...world.endpoints.values()];
    expect(new Set(endpoints.map(({ region }) => region)).size).toBe(2);
    const share = (state: string) => endpoints.filter((endpoint) => endpoint.state === state).length;
    expect([share("pendingAcceptance"), share("rejected"), share("available")]).toEqual([400, 200, 1400]);
  });

  it("are described, and say which schema they follow", () => {
    for (const name of scenarioNames) {
      const beginning = readBeginning(name);
      const layers = "layers" in beginning ? beginning.layers : [];
      expect(layers.at(-1), name).toMatchObject({
        $schema: "./scenario.schema.json",
        description: expect.stringMatching(/\.$/),
      });
    }
  });
});

describe("a scenario file", () => {
  it("extends a bundled one by calls, which can use what came before", async () => {
    const input = { GroupName: "from-file", Description: "made by a file", VpcId: `\${0.Vpcs.0.VpcId}` };
    const Filters = [{ Name: "tag:Name", Values: ["orders"] }];
    const calls = [
      { ...caller, operation: "DescribeVpcs", input: { Filters } },
      { ...caller, as: "group", operation: "CreateSecurityGroup", input },
      {
        ...caller,
        operation: "CreateTags",
        input: { Resources: [`\${group.GroupId}`], Tags: [{ Key: "vpc", Value: `\${vpc.orders}` }] },
      },
    ];
    const world = await worldOf(scenarioFile({ extends: "article", calls }));
    const group = [...world.securityGroups.values()].find(({ name }) => name === "from-file");
    expect(world.vpcs.get(group?.vpcId ?? "")?.tags.get("Name")).toBe("orders");
    expect(group?.tags.get("vpc")).toBe(group?.vpcId);
  });

  it("can be a world of its own", async () => {
    const account = { id: "123456789012", profile: "solo", alias: "" };
    const world = await worldOf(scenarioFile({ accounts: [account], defaultVpcs: true }));
    expect(world.accounts).toMatchObject([{ ...account, zoneShift: 0 }]);
    expect(world.vpcs.size).toBe(2);
  });

  it.each<[string, unknown]>([
    ["The whole file must be an object, not []", []],
    ["colour is not known here", { colour: "red" }],
    [
      "extends must be empty or article or published or connected or many or endpoint-types",
      { extends: "nothing" },
    ],
    ["calls must be a list", { calls: {} }],
    [
      'calls[0].region must be us-east-1 or eu-west-1, not "mars-1"',
      { calls: [{ ...caller, region: "mars-1", operation: "DescribeVpcs", input: {} }] },
    ],
    ["calls[0].operation is missing", { calls: [{ ...caller, input: {} }] }],
    [
      "accounts[0].id must be an account id of twelve digits",
      { accounts: [{ id: "1", profile: "p", alias: "" }] },
    ],
    ["many.regions must be a whole number from 1 to 2", { many: { services: 1, endpoints: 1, regions: 9 } }],
    [
      "calls[0] (MakeCoffee) failed: ec2 has no operation",
      { extends: "empty", calls: [{ ...caller, operation: "MakeCoffee", input: {} }] },
    ],
    [
      `There is nothing at \${1.Vpcs}`,
      {
        extends: "empty",
        calls: [{ ...caller, operation: "DescribeVpcs", input: { VpcIds: [`\${1.Vpcs}`] } }],
      },
    ],
  ])("that is wrong is refused: %s", async (reason, content) => {
    await expect(startSandbox({ scenario: scenarioFile(content) })).rejects.toThrow(reason);
  });

  it("has a schema for editors, which is what the sandbox checks", () => {
    const path = join(import.meta.dirname, "../../../src/sandbox/scenarios/scenario.schema.json");
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(JSON.parse(JSON.stringify(scenarioSchema)));
  });
});
