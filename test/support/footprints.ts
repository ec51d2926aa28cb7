import type { VpcEndpoint } from "../../src/core/model/endpoint.ts";
import type { Footprint } from "../../src/core/model/footprint.ts";
import { planTag } from "../../src/core/model/tags.ts";
import { testerRoleName, testerTag } from "../../src/core/model/tester.ts";
import type { Facts } from "../../src/core/wizard/facts.ts";
import { targetValue } from "../../src/core/wizard/tearDownFlow.ts";
import { consumer, provider, serviceOpen, service as unmarked } from "./facts.ts";

const tags = { [planTag]: "plan-1" };
const named = (Name: string) => ({ Name, ...tags });
const elb = "arn:aws:elasticloadbalancing:us-east-1:111122223333";

export const loadBalancerArn = `${elb}:loadbalancer/net/flask-hello-nlb/50dc6c495c0c9188`;
const listenerArn = `${elb}:listener/net/flask-hello-nlb/50dc6c495c0c9188/f2f7dc8efc522ab2`;
const targetGroupArn = `${elb}:targetgroup/flask-hello-tg/73e2d6bc24d8a067`;

/** What Publish a Service with the sample application leaves, one consumer connected, and one rejected long ago. */
export const publishedFootprint: Footprint = {
  service: { ...unmarked, tags: named("flask-hello"), loadBalancerArns: [loadBalancerArn] },
  connections: [
    connection("vpce-0aaaaaaaaaaaaaaaa", "available"),
    connection("vpce-0bbbbbbbbbbbbbbbb", "pendingAcceptance"),
    connection("vpce-0cccccccccccccccc", "rejected"),
  ],
  notificationIds: ["vpce-nfn-04bcb952bc8af7abc"],
  loadBalancers: [
    {
      arn: loadBalancerArn,
      name: "flask-hello-nlb",
      tags,
      deletionProtected: false,
      listeners: [{ arn: listenerArn, protocol: "TCP", port: 5000, tags, targetGroupArns: [targetGroupArn] }],
      otherServices: [],
    },
  ],
  targetGroups: [
    {
      arn: targetGroupArn,
      name: "flask-hello-tg",
      tags,
      loadBalancerArns: [loadBalancerArn],
      instanceIds: ["i-app"],
    },
  ],
  instances: [{ id: "i-app", type: "t4g.nano", tags: named("flask-hello-app"), otherTargetGroups: [] }],
  securityGroups: [
    {
      id: "sg-nlb",
      name: "flask-hello-nlb",
      tags,
      users: ["net/flask-hello-nlb/50dc6c495c0c9188"],
      rules: [rule("sgr-nlb", "10.1.0.0/16")],
    },
    {
      id: "sg-app",
      name: "flask-hello-app",
      tags,
      users: ["i-app"],
      rules: [rule("sgr-app", "sg-nlb")],
    },
  ],
};

export const connectedEndpoint: VpcEndpoint = {
  id: "vpce-0aaaaaaaaaaaaaaaa",
  type: "Interface",
  vpcId: "vpc-orders",
  serviceName: unmarked.name,
  state: "available",
  routeTableIds: [],
  subnetIds: ["subnet-c1", "subnet-c2"],
  networkInterfaceIds: ["eni-1", "eni-2"],
  securityGroups: [{ id: "sg-endpoint", name: "flask-hello-endpoint" }],
  dnsNames: [],
  privateDnsEnabled: false,
  tags: named("flask-hello"),
};

/** What Connect to a Service leaves. */
export const connectedFootprint: Footprint = {
  endpoint: connectedEndpoint,
  connections: [],
  notificationIds: [],
  loadBalancers: [],
  targetGroups: [],
  instances: [],
  securityGroups: [
    {
      id: "sg-endpoint",
      name: "flask-hello-endpoint",
      tags,
      users: ["vpce-0aaaaaaaaaaaaaaaa"],
      rules: [rule("sgr-endpoint", "10.1.0.0/16")],
    },
  ],
};

const ofTester = { ...tags, [testerTag]: "vpce-0aaaaaaaaaaaaaaaa" };

/** What Create a tester leaves in a VPC without a way to Systems Manager. */
export const testersFootprint: Footprint = {
  connections: [],
  notificationIds: [],
  loadBalancers: [],
  targetGroups: [],
  instances: [
    { id: "i-tester", type: "t4g.nano", tags: { Name: "tester", ...ofTester }, otherTargetGroups: [] },
  ],
  securityGroups: [
    { id: "sg-tester", name: "tester", tags: ofTester, users: ["i-tester"], rules: [] },
    {
      id: "sg-ways",
      name: "tester-ssm",
      tags: ofTester,
      users: ["vpce-ssm", "vpce-ssmmessages"],
      rules: [],
    },
  ],
  testers: {
    endpoints: ["ssm", "ssmmessages"].map((service) => ({
      ...connectedEndpoint,
      id: `vpce-${service}`,
      serviceName: `com.amazonaws.us-east-1.${service}`,
      subnetIds: ["subnet-c1"],
      securityGroups: [{ id: "sg-ways", name: "tester-ssm" }],
      tags: { Name: `tester-${service}`, ...ofTester },
    })),
    otherManaged: [],
    role: { name: testerRoleName, tags: ofTester, otherInstances: [] },
    plans: ["plan-1"],
  },
};

/** Facts in which one footprint has been read, and the answer that asks for it. */
export function tearDownOf(footprint: Footprint): { readonly facts: Facts; readonly target: string } {
  const { service, endpoint, testers } = footprint;
  const scope = service === undefined ? consumer : provider;
  const id = service?.id ?? endpoint?.id ?? "vpc-orders";
  const target = targetValue(scope, { id });
  const kind = service !== undefined ? "service" : testers === undefined ? "endpoint" : "testers";
  return {
    target,
    facts: {
      ...serviceOpen,
      openTargets: [{ kind, id, name: "flask-hello", scope }],
      footprints: { [target]: { status: "ready", value: footprint } },
    },
  };
}

function connection(endpointId: string, state: "available" | "pendingAcceptance" | "rejected") {
  return { serviceId: unmarked.id, endpointId, owner: consumer.account, state, tags: {} };
}

function rule(id: string, peer: string) {
  return { id, egress: false, traffic: "TCP 5000", peer, tags };
}
