import type { VpcEndpoint } from "../../src/core/model/endpoint.ts";
import { type EndpointChange, endpointChangePlan } from "../../src/core/plan/endpointChanges.ts";
import type { Plan } from "../../src/core/plan/step.ts";
import { anEndpoint } from "./connectFacts.ts";
import { consumer } from "./facts.ts";

export const changeable: VpcEndpoint = {
  ...anEndpoint,
  id: "vpce-0123456789abcdef0",
  subnetIds: ["subnet-c1", "subnet-c2"],
  routeTableIds: ["rtb-main"],
  securityGroups: [{ id: "sg-web", name: "web" }],
  tags: { Name: "orders" },
};

export function changePlan(change: EndpointChange, endpoint: VpcEndpoint = changeable): Plan {
  const scope = { profile: consumer.profile, region: consumer.region };
  return endpointChangePlan({ planId: "plan", scope }, endpoint, change);
}

/** One plan of each kind, by what it does. */
export const changePlans: Readonly<Record<string, Plan>> = {
  "move an endpoint to another subnet": changePlan({ kind: "subnets", ids: ["subnet-c1", "subnet-c4"] }),
  "give an endpoint another security group": changePlan({
    kind: "securityGroups",
    ids: ["sg-web", "sg-new"],
  }),
  "turn private DNS on in a VPC without host names": changePlan({
    kind: "privateDns",
    enabled: true,
    missing: ["enableDnsHostnames"],
    vpcName: "orders",
  }),
  "make an endpoint dualstack": changePlan({ kind: "addressType", to: "dualstack" }),
  "give an endpoint a policy": changePlan({
    kind: "policy",
    document: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}',
  }),
  "lead another route table to a gateway": changePlan({
    kind: "routeTables",
    ids: ["rtb-main", "rtb-private"],
  }),
};
