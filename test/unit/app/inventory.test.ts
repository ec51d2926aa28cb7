import { describe, expect, it } from "vitest";
import type { AwsInventory, AwsProfiles } from "../../../src/app/aws.ts";
import { Inventory } from "../../../src/app/inventory.ts";
import type { Connection } from "../../../src/core/model/connection.ts";
import type { VpcEndpoint } from "../../../src/core/model/endpoint.ts";
import { type FailureCode, PrivateLinkError } from "../../../src/core/model/failure.ts";
import { known, type Snapshot } from "../../../src/core/model/snapshot.ts";

function endpoint(id: string): VpcEndpoint {
  return {
    id,
    type: "Interface",
    vpcId: "vpc-1",
    serviceName: "com.amazonaws.us-east-1.ssm",
    state: "available",
    subnetIds: [],
    routeTableIds: [],
    networkInterfaceIds: [],
    securityGroups: [],
    dnsNames: [],
    privateDnsEnabled: false,
    tags: {},
  };
}

/** An account whose endpoint lists answer when the test says so, in any order. */
function slowAccount() {
  const answers: ((ids: readonly string[]) => void)[] = [];
  const nothing = async () => [];
  const aws: AwsProfiles & AwsInventory = {
    profiles: nothing,
    regions: nothing,
    identity: async () => ({ account: "111122223333" }),
    endpointOverride: async () => undefined,
    vpcs: nothing,
    services: nothing,
    connections: nothing,
    waitingConnections: nothing,
    networkInterfaces: nothing,
    loadBalancers: nothing,
    principals: nothing,
    notifications: nothing,
    endpoints: () => new Promise((resolve) => answers.push((ids) => resolve(ids.map(endpoint)))),
  };
  return { aws, answers };
}

const connection: Connection = {
  serviceId: "vpce-svc-1",
  endpointId: "vpce-1",
  owner: "444455556666",
  state: "pendingAcceptance",
  tags: {},
};

function failing(code: FailureCode) {
  return () => Promise.reject(new PrivateLinkError({ code, message: "" }));
}

function shown(inventory: Inventory): readonly Snapshot[] {
  return inventory.state.scopes.flatMap(({ snapshot }) =>
    snapshot.status === "ready" ? [snapshot.value] : [],
  );
}

function shownIds(inventory: Inventory): readonly string[] {
  return shown(inventory).flatMap(({ endpoints }) => known(endpoints).map(({ id }) => id));
}

function failureCodes(inventory: Inventory): readonly FailureCode[] {
  return shown(inventory).flatMap(({ endpoints }) =>
    endpoints.status === "failed" ? [endpoints.failure.code] : [],
  );
}

async function asked(answers: readonly unknown[], count: number): Promise<void> {
  while (answers.length < count) await Promise.resolve();
}

const scope = { profile: "dev", region: "us-east-1" };

describe("an inventory", () => {
  it("keeps what the newest refresh has read, whichever answers last", async () => {
    const { aws, answers } = slowAccount();
    const inventory = new Inventory(async () => aws, Date.now);
    const older = inventory.open([scope]);
    await asked(answers, 1);
    const newer = inventory.refresh();
    await asked(answers, 2);
    answers[1]?.(["vpce-new"]);
    await newer;
    answers[0]?.(["vpce-old"]);
    await older;
    expect(shownIds(inventory)).toEqual(["vpce-new"]);
  });

  it("forgets answers for scopes that have been closed meanwhile", async () => {
    const { aws, answers } = slowAccount();
    const inventory = new Inventory(async () => aws, Date.now);
    const first = inventory.open([scope]);
    await asked(answers, 1);
    await inventory.open([]);
    answers[0]?.(["vpce-old"]);
    await first;
    expect(inventory.state.scopes).toEqual([]);
  });

  it("keeps rows visible while they are read anew", async () => {
    const { aws, answers } = slowAccount();
    const inventory = new Inventory(async () => aws, Date.now);
    const opened = inventory.open([scope]);
    await asked(answers, 1);
    answers[0]?.(["vpce-1"]);
    await opened;
    const again = inventory.refresh();
    expect(shownIds(inventory)).toEqual(["vpce-1"]);
    await asked(answers, 2);
    answers[1]?.(["vpce-1", "vpce-2"]);
    await again;
    expect(shownIds(inventory)).toEqual(["vpce-1", "vpce-2"]);
  });

  it("keeps a list that a look in passing could not read, until a refresh cannot read it either", async () => {
    const { aws, answers } = slowAccount();
    const endpoints = aws.endpoints;
    const inventory = new Inventory(async () => aws, Date.now);
    const opened = inventory.open([scope]);
    await asked(answers, 1);
    answers[0]?.(["vpce-1"]);
    await opened;
    aws.endpoints = failing("throttled");
    await inventory.look(scope, ["endpoints"]);
    expect(shownIds(inventory)).toEqual(["vpce-1"]);
    await inventory.refresh();
    expect(failureCodes(inventory)).toEqual(["throttled"]);
    aws.endpoints = endpoints;
    const again = inventory.look(scope, ["endpoints"]);
    await asked(answers, 2);
    answers[1]?.(["vpce-2"]);
    await again;
    expect(shownIds(inventory)).toEqual(["vpce-2"]);
    aws.endpoints = failing("accessDenied");
    await inventory.look(scope, ["endpoints"]);
    expect(failureCodes(inventory)).toEqual(["accessDenied"]);
  });

  it("keeps the connections when the question for requests is throttled", async () => {
    const { aws, answers } = slowAccount();
    aws.connections = async () => [connection];
    aws.waitingConnections = failing("throttled");
    const inventory = new Inventory(async () => aws, Date.now);
    const opened = inventory.open([scope]);
    await asked(answers, 1);
    answers[0]?.([]);
    await opened;
    await inventory.lookForRequests(inventory.openScopes);
    expect(shown(inventory).map(({ connections }) => known(connections))).toEqual([[connection]]);
  });
});
