import type { Footprint } from "../../src/core/model/footprint.ts";
import type { Plan } from "../../src/core/plan/step.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import type { FlowView } from "../../src/core/wizard/flow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import { tearDownFlow } from "../../src/core/wizard/tearDownFlow.ts";
import { bothOpen, serviceOpen } from "./facts.ts";
import { connectedFootprint, publishedFootprint, tearDownOf } from "./footprints.ts";
import { withLoadBalancers } from "./publishFacts.ts";

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
  "tear down the service": tearDown(publishedFootprint, "plan-7"),
  "tear down the endpoint": tearDown(connectedFootprint, "plan-8"),
};
