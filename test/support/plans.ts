import type { Footprint } from "../../src/core/model/footprint.ts";
import type { Plan } from "../../src/core/plan/step.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import type { Facts } from "../../src/core/wizard/facts.ts";
import type { FlowView } from "../../src/core/wizard/flow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import { tearDownFlow } from "../../src/core/wizard/tearDownFlow.ts";
import { testerFlow } from "../../src/core/wizard/testerFlow.ts";
import { bucket, crossRegion, dualstack, s3Seen, withGroups, withPrivateName } from "./connectFacts.ts";
import { bothOpen, service, serviceOpen } from "./facts.ts";
import { connectedFootprint, publishedFootprint, tearDownOf, testersFootprint } from "./footprints.ts";
import { withLoadBalancers } from "./publishFacts.ts";
import { agentEndpoint, agentGroup, testedEndpoint, testerFacts, wholeRole } from "./testerFacts.ts";

function planOf({ form, plan }: FlowView): Plan {
  if (plan === undefined) throw new Error(`The form is not complete: ${JSON.stringify(form)}`);
  return plan;
}

function publish(answers: Answers, planId: string): Plan {
  return planOf(publishFlow(answers, withLoadBalancers, planId));
}

function tearDown(footprint: Footprint, planId: string): Plan {
  const { facts, target } = tearDownOf(footprint);
  return planOf(tearDownFlow({ target }, facts, planId));
}

function connect(answers: Answers, facts: Facts, planId: string): Plan {
  return planOf(connectFlow(answers, facts, planId));
}

function tester(answers: Answers, facts: Facts, planId: string): Plan {
  return planOf(testerFlow({ testedEndpoint, ...answers }, facts, planId));
}

/** A plan of every kind, by what it does. */
export const plans: Readonly<Record<string, Plan>> = {
  "publish the sample application": planOf(publishFlow({}, bothOpen, "plan-1")),
  "publish instances without naming clients": planOf(
    publishFlow({ application: "instances", instances: ["i-app"], clientCidrs: "" }, bothOpen, "plan-2"),
  ),
  "connect to the service": planOf(connectFlow({}, serviceOpen, "plan-3")),
  "publish addresses on an existing load balancer": publish(
    { application: "addresses", addresses: "10.0.1.24, 192.168.7.7", loadBalancer: "existing" },
    "plan-4",
  ),
  "publish what a load balancer leads to": publish({ application: "behind" }, "plan-5"),
  "publish an Application Load Balancer with every option": publish(
    {
      application: "applicationLoadBalancer",
      targetPort: "8080",
      listenerPort: "80",
      healthProtocol: "HTTPS",
      healthPath: "/health",
      healthPace: "aws",
      privateDnsName: "api.example.com",
      ipAddressType: "dualstack",
      supportedRegions: "eu-west-1, us-west-2",
      tags: "team=platform, stage=test",
      ownerPays: true,
      clientCidrs: "10.1.0.0/16, 2600:1f18::/56",
    },
    "plan-6",
  ),
  "connect by a gateway endpoint": connect(
    { scope: "consumer@us-east-1", serviceName: bucket },
    s3Seen,
    "plan-9",
  ),
  "connect to a service of another Region": connect(
    { scope: "consumer@eu-west-1", serviceName: service.name },
    crossRegion,
    "plan-10",
  ),
  "connect with fixed addresses and existing groups": connect(
    {
      fixedAddresses: "10.1.1.9",
      securityGroup: "existing",
      endpointGroups: ["sg-web"],
      tags: "team=orders",
    },
    withGroups,
    "plan-11",
  ),
  "connect with both address families": connect(
    {
      subnets: ["subnet-both"],
      ipAddressType: "dualstack",
      recordType: "ipv6",
      clientCidrs: "10.1.0.0/16, 2600:1f18::/56",
    },
    dualstack,
    "plan-12",
  ),
  "connect and turn private DNS on after acceptance": connect(
    {},
    withPrivateName({ support: true, hostnames: true }),
    "plan-14",
  ),
  "connect and accept as the provider and turn private DNS on": connect(
    { acceptHere: true },
    withPrivateName({ support: true, hostnames: false }),
    "plan-13",
  ),
  "create a tester with a way to Systems Manager of its own": tester(
    { tags: "team=orders" },
    testerFacts({ dns: { support: true, hostnames: false } }),
    "plan-15",
  ),
  "create a tester for which everything is there": tester(
    { testerSubnet: "subnet-c2", testerHours: "8" },
    testerFacts({
      role: wholeRole,
      others: [agentEndpoint("ssm"), agentEndpoint("ssmmessages")],
      groups: [{ ...agentGroup, ingress: [] }],
    }),
    "plan-16",
  ),
  "tear down the testers": tearDown(testersFootprint, "plan-17"),
  "tear down the service": tearDown(publishedFootprint, "plan-7"),
  "tear down the endpoint": tearDown(connectedFootprint, "plan-8"),
};
