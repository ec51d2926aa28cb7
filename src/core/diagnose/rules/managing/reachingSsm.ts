import type { VpcEndpoint } from "../../../model/endpoint.ts";
import { displayName } from "../../../model/tags.ts";
import { changePlan } from "../../../plan/change.ts";
import { endpointChangePlan } from "../../../plan/endpointChanges.ts";
import { allowIngress } from "../../../plan/securityGroupSteps.ts";
import { systemsManagerEndpoints } from "../../../plan/systemsManagerSteps.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { InstanceFacts } from "../../evidence/network.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import type { Fix, Proof } from "../../finding.ts";
import { planFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import { clientPeer } from "../../packet/legs.ts";
import { reachesInternet, routeTableOf } from "../../packet/routes.ts";
import { groupsAllow } from "../../packet/securityGroups.ts";
import type { Rule } from "../../rule.ts";
import { unmanaged } from "./unmanaged.ts";

/** What the agent talks to; newer Regions have no `ec2messages`, and newer agents do not need it. */
const services = ["ssm", "ssmmessages"] as const;
const https = 443;

/** G12: the instance gets neither out to the internet nor to endpoints of Systems Manager. */
export const noWayToSsm: Rule = (facts) => {
  const enclosed = enclosedClient(facts);
  const missing = services.filter((name) => ssmEndpoint(facts, name) === undefined);
  if (enclosed === undefined || missing.length === 0) return [];
  const { client, proof } = enclosed;
  const vpc = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: client.vpcId });
  const names = missing.map((name) => serviceName(facts, name));
  return [
    found("G12", {
      parameters: { client: displayName(client), subnet: client.subnetId, services: names.join(", ") },
      proof: [proof, vpc.wrong("VpcEndpoints[].ServiceName", undefined)],
      fixes: newEndpoints(facts, client, names),
    }),
  ];
};

/** In the instance's own subnet: one zone is enough for tests, and each costs. */
function newEndpoints(facts: Evidence, client: InstanceFacts, names: readonly string[]): readonly Fix[] {
  const vpc = seenValue(facts.consumer?.network.vpc);
  const subnet = seenItems(facts.consumer?.network.subnets).find(({ id }) => id === client.subnetId);
  const dns = seenValue(facts.consumer?.dns);
  // Private DNS would be refused otherwise.
  if (vpc === undefined || subnet === undefined || !dns?.support || !dns.hostnames) return [];
  return planFix(facts, {
    cause: "G12",
    code: "makeEndpoints",
    side: "consumer",
    consequence: "cost",
    plan: (context) =>
      changePlan(
        context,
        displayName(client),
        systemsManagerEndpoints(context, { vpc, subnets: [subnet] }, names),
      ),
  });
}

/** G13: the endpoints of Systems Manager are there, but the instance's agent does not get through to one of them. */
export const ssmEndpointClosed: Rule = (facts) => {
  const enclosed = enclosedClient(facts);
  const endpoints = services.flatMap((name) => ssmEndpoint(facts, name) ?? []);
  if (enclosed === undefined || endpoints.length < services.length) return [];
  const { client, proof } = enclosed;
  return endpoints.flatMap((endpoint) => {
    const problem = problemOf(facts, endpoint, client);
    if (problem === undefined) return [];
    const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
    const field =
      problem === "privateDnsOff"
        ? wrong("VpcEndpoints[0].PrivateDnsEnabled", false)
        : wrong("VpcEndpoints[0].Groups[].GroupId", endpoint.securityGroups.map(({ id }) => id).join(", "));
    return [
      found("G13", {
        parameters: { client: displayName(client), endpoint: displayName(endpoint), problem },
        proof: [field, { ...proof, judged: "asSet" }],
        fixes: opening(facts, endpoint, client, problem),
      }),
    ];
  });
};

/** The client when Systems Manager does not know it and it has no way out to the internet. */
function enclosedClient(
  facts: Evidence,
): { readonly client: InstanceFacts; readonly proof: Proof } | undefined {
  const client = unmanaged(facts);
  const network = facts.consumer?.network;
  if (client === undefined || network === undefined || facts.consumer?.endpointsOfVpc.seen !== true)
    return undefined;
  // Only the endpoints of the diagnosed endpoint's own VPC were read.
  if (client.vpcId !== seenValue(facts.consumer.endpoint)?.vpcId) return undefined;
  const table = routeTableOf(network, { id: client.subnetId, vpcId: client.vpcId });
  if (table === undefined || reachesInternet(table, client.hasPublicIp)) return undefined;
  const { wrong } = proofFrom({ operation: "ec2:DescribeRouteTables", resource: table.id });
  const route = table.routes.find(({ destination }) => destination === "0.0.0.0/0");
  return {
    client,
    proof: wrong("RouteTables[0].Routes[DestinationCidrBlock=0.0.0.0/0].Target", route?.target),
  };
}

function serviceName({ consumer }: Evidence, name: string): string {
  return `com.amazonaws.${consumer?.scope.region ?? ""}.${name}`;
}

function ssmEndpoint(facts: Evidence, name: string): VpcEndpoint | undefined {
  return seenItems(facts.consumer?.endpointsOfVpc).find(
    (each) =>
      each.serviceName.endsWith(`.${facts.consumer?.scope.region}.${name}`) && each.state === "available",
  );
}

type Problem = "privateDnsOff" | "groupClosed";

function problemOf(facts: Evidence, endpoint: VpcEndpoint, client: InstanceFacts): Problem | undefined {
  const groups = facts.consumer?.network.securityGroups;
  if (groups === undefined) return undefined;
  const ids = endpoint.securityGroups.map(({ id }) => id);
  const answer = groupsAllow(groups, ids, "ingress", https, clientPeer(facts, client));
  // The group first: private DNS leads the whole VPC to the endpoint, also those who got there over the internet.
  if (answer === "blocked") return "groupClosed";
  return endpoint.privateDnsEnabled ? undefined : "privateDnsOff";
}

function opening(
  facts: Evidence,
  endpoint: VpcEndpoint,
  client: InstanceFacts,
  problem: Problem,
): readonly Fix[] {
  const vpc = seenValue(facts.consumer?.network.vpc);
  const [group] = endpoint.securityGroups;
  return planFix(facts, {
    cause: "G13",
    code: problem === "privateDnsOff" ? "enablePrivateDns" : "openGroup",
    side: "consumer",
    plan: (context) => {
      if (problem === "privateDnsOff") {
        const change = { kind: "privateDns", enabled: true, missing: [], vpcName: endpoint.vpcId } as const;
        return endpointChangePlan(context, endpoint, change);
      }
      const rules =
        group === undefined
          ? []
          : allowIngress(context, "allow-agents", {
              groupId: group.id,
              groupName: group.name,
              port: https,
              source: { cidrs: vpc?.cidrs ?? [`${client.ip}/32`] },
              reason: "endpointClients",
              description: "Agents of Systems Manager",
            });
      return changePlan(context, group?.name ?? "", rules);
    },
  });
}
