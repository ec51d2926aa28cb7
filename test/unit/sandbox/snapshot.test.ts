import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AcceptVpcEndpointConnectionsCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { acceptConnection } from "../../../src/sandbox/scenarios/mutations.ts";
import { decodeState, encodeState } from "../../../src/sandbox/scenarios/stateText.ts";
import { clientsOf } from "./clients.ts";
import { curl, managedInstance } from "./remote.ts";

const folder = mkdtempSync(join(tmpdir(), "snapshot-test-"));

afterAll(() => rmSync(folder, { recursive: true }));

function file(content: unknown): string {
  const path = join(folder, "snapshot.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** As it is after it was a file. */
const throughText = (value: unknown): unknown => decodeState(JSON.parse(JSON.stringify(encodeState(value))));

const key = fc.oneof(fc.string(), fc.constantFrom("$map", "$date", "$record", "$same", "__proto__"));
const { state } = fc.letrec((tie) => ({
  state: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.date({ noInvalidDate: true }),
    fc.array(tie("state")),
    fc.dictionary(key, tie("state"), { noNullPrototype: true }),
    fc
      .uniqueArray(fc.tuple(key, tie("state")), { selector: ([name]) => name })
      .map((pairs) => new Map(pairs)),
    fc.uniqueArray(fc.string()).map((items) => new Set(items)),
    fc.array(tie("state"), { minLength: 1 }).map((shared) => ({ first: shared, second: shared })),
  ),
}));

describe("state as text", () => {
  it("comes back as it was", () => {
    const comesBack = fc.property(state, (value) => {
      expect(throughText(value)).toStrictEqual(value);
    });
    fc.assert(comesBack, { numRuns: 300 });
  });

  it("still shares what was shared", () => {
    const groups = ["sg-1"];
    const resource = { groups };
    const back = throughText(
      new Map<string, object>([
        ["a", resource],
        ["b", { groups, made: resource }],
      ]),
    );
    if (!(back instanceof Map)) throw new Error("It is no Map any more.");
    expect(back.get("b").groups).toBe(back.get("a").groups);
    expect(back.get("b").made).toBe(back.get("a"));
  });

  it.each([
    ["function", () => undefined],
    ["AbortController", new AbortController()],
  ])("refuses a %s", (name, value) => {
    expect(() => encodeState({ value })).toThrow(`A ${name} cannot be kept`);
  });
});

describe("a snapshot", () => {
  it("starts a sandbox that is the same, with new keys, and whose snapshot is the same", async () => {
    const first = await startSandbox({ clock: "fast", scenario: "published" });
    const taken = first.snapshot();
    await first.close();
    const second = await startSandbox({ clock: "fast", scenario: file(taken) });
    await second.close();
    expect(JSON.parse(JSON.stringify(second.snapshot()))).toEqual(JSON.parse(JSON.stringify(taken)));
    const { accounts: keys, commands: _, ...state } = second.world;
    const { accounts: earlierKeys, commands: __, ...earlier } = first.world;
    expect(state).toEqual(earlier);
    expect(keys.map(({ id }) => id)).toEqual(earlierKeys.map(({ id }) => id));
    const secrets = earlierKeys.flatMap(({ accessKeyId, secretAccessKey }) => [accessKeyId, secretAccessKey]);
    for (const secret of secrets) expect(JSON.stringify(taken)).not.toContain(secret);
  });

  it("carries traffic and keeps the results of commands, and forgets those that have not ended", async () => {
    const first = await startSandbox({ clock: "fast", scenario: "published" });
    acceptConnection(first.world);
    const [endpoint] = first.world.endpoints.values();
    const url = `http://${endpoint?.dnsNames[0]?.name}:5000/`;
    const before = clientsOf(first, "consumer");
    const greeted = { exitCode: 0, output: "Hello, PrivateLink World!" };
    expect(await curl(before, await managedInstance(before), url)).toEqual(greeted);
    const [command] = first.world.commands.values();
    if (command === undefined) throw new Error("There is no command.");
    const invocations = command.invocations.map(({ endedAt: _, ...running }) => running);
    first.world.commands.set("unfinished", { ...command, id: "unfinished", invocations });
    const taken = file(first.snapshot());
    before.destroy();
    await first.close();
    const second = await startSandbox({ clock: "fast", scenario: taken });
    expect([...second.world.commands.keys()]).toEqual([command.id]);
    const after = clientsOf(second, "consumer");
    expect(await curl(after, await managedInstance(after), url)).toEqual(greeted);
    after.destroy();
    await second.close();
  });

  it("has every transition behind it, except a human's", async () => {
    const sandbox = await startSandbox({ clock: "real", scenario: "published" });
    const provider = clientsOf(sandbox, "provider");
    const [service] = sandbox.world.endpointServices.values();
    const VpcEndpointIds = [...sandbox.world.endpoints.keys()];
    await provider.ec2.send(
      new AcceptVpcEndpointConnectionsCommand({ ServiceId: service?.id, VpcEndpointIds }),
    );
    const stopped = [...sandbox.world.instances.values()].find(
      ({ application }) => application !== undefined,
    );
    await provider.ec2.send(new StopInstancesCommand({ InstanceIds: [stopped?.id ?? ""] }));
    sandbox.snapshot();
    provider.destroy();
    await sandbox.close();
    expect([...sandbox.world.endpoints.values()].map(({ state }) => state)).toEqual(["available"]);
    expect(stopped?.state).toBe("stopped");
  });

  it.each([
    [
      "version must be a whole number from 2 to 2, not 1",
      { format: "privatelink-sandbox-snapshot", version: 1 },
    ],
  ])("that is not readable is refused: %s", async (reason, content) => {
    const path = file({ accounts: [], state: {}, ...content });
    await expect(startSandbox({ scenario: path })).rejects.toThrow(reason);
  });
});
