import { describe, expect, it } from "vitest";
import { nodeArn } from "../../../src/core/inventory/arn.ts";
import { consoleUrl } from "../../../src/core/inventory/console.ts";
import { filterTree } from "../../../src/core/inventory/filter.ts";
import type { ServiceNode } from "../../../src/core/inventory/node.ts";
import { serviceTree } from "../../../src/core/inventory/services.ts";
import { emptyInventory, type InventoryState } from "../../../src/core/inventory/state.ts";
import type { Connection } from "../../../src/core/model/connection.ts";
import type { OpenScope } from "../../../src/core/model/scope.ts";
import type { EndpointService, LoadBalancer, ServiceDetail } from "../../../src/core/model/service.ts";
import type { EndpointState } from "../../../src/core/model/states.ts";
import { nodeDescription, nodeLabel, nodeWords } from "../../../src/text/nodes.ts";
import { provider, service } from "../../support/facts.ts";
import { allRows, findRow } from "../../support/rows.ts";

const minute = 60_000;

function connection(index: number, state: EndpointState, change: Partial<Connection> = {}): Connection {
  return {
    serviceId: service.id,
    endpointId: `vpce-${index}`,
    connectionId: `vpce-svc-con-${index}`,
    owner: "444455556666",
    state,
    createdAt: -index * minute,
    tags: {},
    ...change,
  };
}

const loadBalancer: LoadBalancer = {
  arn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/flask-hello-nlb/0123456789abcdef",
  name: "flask-hello-nlb",
  state: "active",
  scheme: "internal",
  vpcId: "vpc-platform",
  zoneNames: ["us-east-1a", "us-east-1b", "us-east-1c"],
  securityGroupIds: [],
  enforcesInboundRules: false,
  listeners: [
    {
      arn: "arn:listener",
      protocol: "TCP",
      port: 5000,
      targetGroups: [
        {
          arn: "arn:targets",
          name: "flask-hello",
          targets: [
            { id: "i-1", port: 5000, state: "healthy", zoneName: "us-east-1a" },
            { id: "i-2", port: 5000, state: "unhealthy", reason: "Target.Timeout" },
          ],
        },
        { arn: "arn:empty", name: "flask-hello-new", targets: [] },
      ],
    },
  ],
};

function ready<T>(value: T) {
  return { status: "ready", value } as const;
}

function inventory(
  connections: readonly Connection[],
  change: Partial<EndpointService> = {},
  detail?: Partial<ServiceDetail>,
  scope: OpenScope = provider,
): InventoryState {
  const services = ready([{ ...service, ...change }]);
  const snapshot = {
    scope,
    endpoints: ready([]),
    services,
    connections: ready(connections),
    vpcs: ready([]),
  };
  const key = `${scope.profile}@${scope.region}/${service.id}`;
  const whole: ServiceDetail = {
    loadBalancers: ready([]),
    principals: ready([]),
    notifications: ready([]),
    ...detail,
  };
  return {
    ...emptyInventory,
    scopes: [{ scope, snapshot: ready(snapshot) }],
    serviceDetails: detail === undefined ? new Map() : new Map([[key, whole]]),
  };
}

function lines(node: ReturnType<typeof allRows>[number]): readonly string[] {
  return (node.children ?? []).map((row) => `${nodeLabel(row)}: ${nodeDescription(row, 0)}`);
}

describe("connections of a service", () => {
  const tree = serviceTree(
    inventory([
      connection(1, "rejected"),
      connection(2, "available", { tags: { Name: "Orders" } }),
      connection(3, "pendingAcceptance"),
      connection(4, "pendingAcceptance", { owner: "777788889999" }),
    ]),
  );

  it("are counted by state", () => {
    expect(nodeDescription(findRow(tree, "connections"), 0)).toBe("4 · 2 waiting · 1 available · 1 rejected");
  });

  it("ask for decisions first, the oldest at the top, with account, age and name", () => {
    expect(lines(findRow(tree, "connections"))).toEqual([
      "777788889999: Waiting for acceptance · 4 min · vpce-4",
      "444455556666: Waiting for acceptance · 3 min · vpce-3",
      "Orders: Available · 2 min · 444455556666 · vpce-2",
      "444455556666: Rejected · still billed · 1 min · vpce-1",
    ]);
  });
});

describe("a load balancer", () => {
  const tree = serviceTree(inventory([], {}, { loadBalancers: ready([loadBalancer]) }));

  it("leads over listeners and target groups to targets, with health and reason in words", () => {
    expect(lines(findRow(tree, "loadBalancer"))).toEqual(["TCP 5000: 1 of 2 healthy"]);
    expect(lines(findRow(tree, "listener"))).toEqual([
      "flask-hello: 1 of 2 healthy",
      "flask-hello-new: 0 of 0 healthy",
    ]);
    expect(lines(findRow(tree, "targetGroup"))).toEqual([
      "i-1:5000: Healthy · us-east-1a",
      "i-2:5000: Unhealthy · health checks time out",
    ]);
  });

  it("in a zone that the service does not offer is a warning above it", () => {
    const drift = findRow(tree, "zoneDrift");
    expect(`${nodeLabel(drift)}: ${nodeDescription(drift, 0)}`).toBe("1 zone not offered: us-east-1c");
    const kinds = findRow(tree, "service").children?.map(({ kind }) => kind);
    expect(kinds?.slice(0, 3)).toEqual(["connections", "zoneDrift", "loadBalancer"]);
  });

  it("has no warning when the service offers all of its zones", () => {
    const zoneNames = [...loadBalancer.zoneNames];
    const same = serviceTree(inventory([], { zoneNames }, { loadBalancers: ready([loadBalancer]) }));
    expect(allRows(same).some(({ kind }) => kind === "zoneDrift")).toBe(false);
  });
});

describe("a service", () => {
  const capabilities = (change: Partial<EndpointService>) =>
    findRow(serviceTree(inventory([], change)), "service").capabilities;

  it("offers the acceptance that it does not have", () => {
    expect(capabilities({ acceptanceRequired: true })).toContain("manual");
    expect(capabilities({ acceptanceRequired: false })).toContain("automatic");
  });

  it("that is being deleted takes no changes", () => {
    expect(capabilities({ state: "deleting" })).toEqual(["connectable", "copyable", "inConsole"]);
  });

  it("says who pays", () => {
    const payer = (ownerPays: boolean) =>
      nodeDescription(findRow(serviceTree(inventory([], { ownerPays })), "payer"), 0);
    expect(payer(false)).toBe("Paid by each consumer");
    expect(payer(true)).toBe("Paid by the owner of the service");
  });
});

describe("principals", () => {
  const words = (arn: string, change: Partial<EndpointService> = {}) => {
    const row = findRow(serviceTree(inventory([], change, { principals: ready([arn]) })), "principal");
    return `${nodeLabel(row)}: ${nodeDescription(row, 0)}`;
  };

  it("are told by their account, or by who they are in it", () => {
    expect(words("arn:aws:iam::444455556666:root")).toBe("444455556666: Everybody in this account");
    expect(words("arn:aws-cn:iam::444455556666:role/ci")).toBe("role/ci: 444455556666");
  });

  it("that are everybody say whether anybody looks at their requests", () => {
    expect(words("*")).toBe("*: Everybody in every account");
    expect(words("*", { acceptanceRequired: false })).toBe("*: Everybody in every account, accepted at once");
  });
});

describe("the ARN and the console's page of a service", () => {
  const row = (region: string): ServiceNode =>
    findRow(serviceTree(inventory([], {}, undefined, { ...provider, region })), "service");

  it.each([
    ["us-east-1", "aws", "https://us-east-1.console.aws.amazon.com/"],
    ["cn-north-1", "aws-cn", "https://console.amazonaws.cn/"],
    ["us-gov-west-1", "aws-us-gov", "https://console.amazonaws-us-gov.com/"],
  ])("in %s are those of its partition", (region, partition, console) => {
    expect(nodeArn(row(region))).toBe(
      `arn:${partition}:ec2:${region}:111122223333:vpc-endpoint-service/${service.id}`,
    );
    expect(consoleUrl(row(region))).toBe(
      `${console}vpcconsole/home?region=${region}#EndpointServices:search=${service.id}`,
    );
  });
});

describe("a filter", () => {
  const tree = serviceTree(
    inventory(
      [connection(1, "available", { tags: { Name: "Orders" } }), connection(2, "pendingAcceptance")],
      {},
      {
        loadBalancers: { status: "failed", failure: { code: "accessDenied", message: "" } },
        principals: ready(["*"]),
      },
    ),
  );
  const filtered = (words: string) => filterTree(tree, words, (node) => nodeWords(node, 0));

  it("keeps matching rows of any case, and what is above them, opened", () => {
    const { nodes, open, matching } = filtered("ORDERS");
    expect(allRows(nodes).map(({ kind }) => kind)).toEqual([
      "scope",
      "service",
      "connections",
      "connection",
      "failure",
    ]);
    expect(matching).toBe(1);
    const above = ["scope", "service", "connections"].map(
      (kind) => allRows(nodes).find((n) => n.kind === kind)?.id,
    );
    expect([...open].sort()).toEqual(above.sort());
  });

  it("keeps everything below a matching row", () => {
    const { nodes } = filtered("waiting for acceptance");
    expect(allRows(nodes).filter(({ kind }) => kind === "connection")).toHaveLength(1);
    expect(allRows(filtered("Allowed principals").nodes).some(({ kind }) => kind === "principal")).toBe(true);
  });

  it("finds ids and ARNs that rows do not show", () => {
    expect(filtered(service.name).matching).toBeGreaterThan(0);
  });

  it("never hides what could not be read, and counts only what was", () => {
    const { nodes, matching, total } = filtered("no such row");
    expect(allRows(nodes).filter(({ kind }) => kind === "failure")).toHaveLength(1);
    expect(matching).toBe(0);
    expect(total).toBe(allRows(tree).filter(({ kind }) => kind !== "failure" && kind !== "empty").length);
  });
});
