import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAccounts } from "../../../src/sandbox/accounts.ts";
import { allHandlers } from "../../../src/sandbox/api/handlers.ts";
import { invoke } from "../../../src/sandbox/api/invoke.ts";
import { GuestShell } from "../../../src/sandbox/guest/shell.ts";
import { ScenarioBuilder } from "../../../src/sandbox/scenarios/builder.ts";
import { buildScenario, readBeginning } from "../../../src/sandbox/scenarios/scenarios.ts";
import type { Fabric } from "../../../src/sandbox/sockets/fabric.ts";
import { Clock } from "../../../src/sandbox/state/clock.ts";
import type { Endpoint, EndpointState, ServiceState } from "../../../src/sandbox/state/privateLink.ts";
import { emptyWorld, type World } from "../../../src/sandbox/state/world.ts";
import { first } from "./stage.ts";

// No command runs here, so nothing is ever connected to.
const handlers = allHandlers(new GuestShell({} as Fabric, "/nowhere"));
const hour = 3_600_000;
const minute = 60_000;

let world: World;
let clock: Clock;

beforeEach(async () => {
  const beginning = readBeginning("published");
  world = emptyWorld();
  world.accounts.push(...createAccounts(beginning.accounts, []));
  await buildScenario(new ScenarioBuilder(world, handlers), beginning);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  clock = new Clock("real");
});

afterEach(() => {
  clock.close();
  vi.useRealTimers();
});

function call(profile: "provider" | "consumer", operation: string, input: object): Promise<object> {
  const account = world.accounts.find((candidate) => candidate.profile === profile);
  if (account === undefined) throw new Error(profile);
  return invoke(handlers, "ec2", { world, clock, account, region: "us-east-1", operation }, input);
}

const service = () => first(world.endpointServices);
const endpoint = () => first(world.endpoints);
const decide = (operation: string) =>
  call("provider", operation, { ServiceId: service().id, VpcEndpointIds: [endpoint().id] });

async function createEndpoint(): Promise<Endpoint> {
  const { vpcId, subnetIds } = endpoint();
  const known = new Set(world.endpoints.keys());
  const input = {
    VpcEndpointType: "Interface",
    VpcId: vpcId,
    ServiceName: service().name,
    SubnetIds: subnetIds,
  };
  await call("consumer", "CreateVpcEndpoint", input);
  const made = [...world.endpoints.values()].find(({ id }) => !known.has(id));
  if (made === undefined) throw new Error("No endpoint was made.");
  return made;
}

/** What an operation does to a connection in each state; undefined where it refuses. */
type Effects = Readonly<Record<EndpointState, EndpointState | undefined>>;

const nothing = (state: EndpointState): EndpointState | undefined => state;

function effects(
  change: Partial<Effects>,
  others: (state: EndpointState) => EndpointState | undefined,
): Effects {
  const of = (state: EndpointState) => (state in change ? change[state] : others(state));
  return {
    pendingAcceptance: of("pendingAcceptance"),
    pending: of("pending"),
    available: of("available"),
    rejected: of("rejected"),
    expired: of("expired"),
    failed: of("failed"),
    partial: of("partial"),
    deleting: of("deleting"),
    deleted: of("deleted"),
  };
}

const refused = () => undefined;

const table: Readonly<Record<string, Effects>> = {
  AcceptVpcEndpointConnections: effects({ pendingAcceptance: "pending", rejected: "pending" }, refused),
  RejectVpcEndpointConnections: effects(
    { pendingAcceptance: "rejected", pending: "rejected", available: "rejected" },
    refused,
  ),
};

const rows = Object.entries(table).flatMap(([operation, states]) =>
  Object.entries(states).map(([from, to]) => [operation, from, to] as const),
);

describe("the states of a connection", () => {
  it.each(rows)("%s of one that is %s: %s", async (operation, from, to) => {
    Object.assign(endpoint(), { state: from });
    const { Unsuccessful } = (await decide(operation)) as { Unsuccessful: object[] };
    expect(endpoint().state).toBe(to ?? from);
    expect(Unsuccessful).toMatchObject(to === undefined ? [{ Error: { Code: "InvalidState" } }] : []);
  });

  const ways = effects({ deleting: "deleting", deleted: "deleted" }, () => "deleting");

  it.each(Object.entries(ways))("DeleteVpcEndpoints of one that is %s: %s", async (from, to) => {
    const { id } = Object.assign(endpoint(), { state: from });
    await call("consumer", "DeleteVpcEndpoints", { VpcEndpointIds: [id] });
    expect(endpoint().state).toBe(to);
  });

  it("a request waits for days, and then expires", async () => {
    const made = await createEndpoint();
    vi.advanceTimersByTime(71 * hour);
    expect(made.state).toBe("pendingAcceptance");
    vi.advanceTimersByTime(2 * hour);
    expect(made.state).toBe("expired");
  });

  it("an accepted request does not expire, and is pending before it is available", async () => {
    const made = await createEndpoint();
    await call("provider", "AcceptVpcEndpointConnections", {
      ServiceId: service().id,
      VpcEndpointIds: [made.id],
    });
    expect(made.state).toBe("pending");
    vi.advanceTimersByTime(minute);
    expect(made.state).toBe("available");
    vi.advanceTimersByTime(100 * hour);
    expect(made.state).toBe("available");
  });

  it("one that is rejected while pending does not become available after all", async () => {
    await decide("AcceptVpcEndpointConnections");
    await decide("RejectVpcEndpointConnections");
    vi.advanceTimersByTime(minute);
    expect(endpoint().state).toBe("rejected");
  });

  it("acceptance that is no longer required does not reach back", async () => {
    await call("provider", "ModifyVpcEndpointServiceConfiguration", {
      ServiceId: service().id,
      AcceptanceRequired: false,
    });
    vi.advanceTimersByTime(minute);
    expect(endpoint().state).toBe("pendingAcceptance");
    expect((await createEndpoint()).state).toBe("pending");
  });

  it("an endpoint is deleting with its interfaces, deleted without them, and then unknown", async () => {
    const made = endpoint();
    const interfaces = [...made.networkInterfaceIds];
    const present = () => interfaces.filter((id) => world.networkInterfaces.has(id)).length;
    await call("consumer", "DeleteVpcEndpoints", { VpcEndpointIds: [made.id] });
    vi.advanceTimersByTime(1900);
    expect([made.state, present()]).toEqual(["deleting", 2]);
    vi.advanceTimersByTime(200);
    expect([made.state, present()]).toEqual(["deleted", 0]);
    vi.advanceTimersByTime(2000);
    const described = call("consumer", "DescribeVpcEndpoints", { VpcEndpointIds: [made.id] });
    await expect(described).rejects.toMatchObject({ code: "InvalidVpcEndpointId.NotFound" });
  });

  it.each<[string, object, EndpointState]>([
    ["private DNS", { PrivateDnsEnabled: true }, "pending"],
    ["another policy", { ResetPolicy: true }, "available"],
    ["nothing", {}, "available"],
  ])("an available endpoint that gets %s is %s", async (_, change, state) => {
    Object.assign(endpoint(), { state: "available" });
    Object.assign(service(), { privateDnsName: "a.example.com", privateDnsNameState: "verified" });
    await call("consumer", "ModifyVpcEndpoint", { VpcEndpointId: endpoint().id, ...change });
    expect(endpoint().state).toBe(state);
    vi.advanceTimersByTime(minute);
    expect(endpoint().state).toBe("available");
  });
});

describe("the states of a service", () => {
  const remove = async () =>
    (await call("provider", "DeleteVpcEndpointServiceConfigurations", { ServiceIds: [service().id] })) as {
      Unsuccessful: object[];
    };
  const blocking = effects(
    { pendingAcceptance: undefined, pending: undefined, available: undefined },
    nothing,
  );

  it.each(Object.entries(blocking))(
    "with a connection that is %s, deletion leaves %s",
    async (state, left) => {
      Object.assign(endpoint(), { state });
      const { Unsuccessful } = await remove();
      expect(service().state).toBe(left === undefined ? "Available" : "Deleting");
      expect(Unsuccessful).toMatchObject(
        left === undefined ? [{ Error: { Code: "ExistingVpcEndpointConnections" } }] : [],
      );
    },
  );

  it("go from Deleting to Deleted in every Region, and then nobody knows it", async () => {
    const known = service();
    Object.assign(endpoint(), { state: "rejected" });
    known.supportedRegions = [{ region: "eu-west-1", state: "Available" }];
    await remove();
    const states = (): (ServiceState | "Closed" | undefined)[] => [
      known.state,
      known.supportedRegions[0]?.state,
    ];
    expect(states()).toEqual(["Deleting", "Deleting"]);
    vi.advanceTimersByTime(1600);
    expect(states()).toEqual(["Deleted", "Deleted"]);
    vi.advanceTimersByTime(2000);
    expect(world.endpointServices.size).toBe(0);
  });

  it("are its own in each Region that it is opened to", async () => {
    const change = { ServiceId: service().id, AddSupportedRegions: ["eu-west-1"] };
    await call("provider", "ModifyVpcEndpointServiceConfiguration", change);
    expect(service().supportedRegions).toEqual([{ region: "eu-west-1", state: "Pending" }]);
    vi.advanceTimersByTime(minute);
    expect(service().supportedRegions).toEqual([{ region: "eu-west-1", state: "Available" }]);
  });

  it("leave the private DNS name pending until somebody looked for its record", async () => {
    const known = service();
    Object.assign(known, { privateDnsName: "a.example.com", privateDnsNameState: "failed" });
    await call("provider", "StartVpcEndpointServicePrivateDnsVerification", { ServiceId: known.id });
    expect(known.privateDnsNameState).toBe("pendingVerification");
    world.txtRecords.set("a.example.com", [known.privateDnsRecord.value]);
    vi.advanceTimersByTime(minute);
    expect(known.privateDnsNameState).toBe("verified");
  });

  it("begin with Pending", async () => {
    const original = first(world.loadBalancers);
    const arn = `${original.arn}0`;
    world.loadBalancers.set(arn, { ...original, arn });
    await call("provider", "CreateVpcEndpointServiceConfiguration", { NetworkLoadBalancerArns: [arn] });
    const made = [...world.endpointServices.values()].at(-1);
    expect(made?.state).toBe("Pending");
    vi.advanceTimersByTime(minute);
    expect(made?.state).toBe("Available");
  });
});
