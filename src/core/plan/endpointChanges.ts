import type { VpcEndpoint } from "../model/endpoint.ts";
import { displayName } from "../model/tags.ts";
import { vpcAttributeStep } from "./connectSteps.ts";
import type { PlanContext } from "./context.ts";
import type { Input, Plan, Step, VpcDnsAttribute, Wait } from "./step.ts";

export type EndpointAddressType = "ipv4" | "dualstack" | "ipv6";

/** One change that a consumer makes to an endpoint that exists. */
export type EndpointChange =
  | { readonly kind: "subnets" | "securityGroups" | "routeTables"; readonly ids: readonly string[] }
  | {
      readonly kind: "privateDns";
      readonly enabled: boolean;
      /** Attributes of the VPC that private DNS needs and that are off. */
      readonly missing: readonly VpcDnsAttribute[];
      readonly vpcName: string;
    }
  | { readonly kind: "addressType"; readonly to: EndpointAddressType }
  /** Without a document, everything is allowed again, as AWS does without a policy. */
  | { readonly kind: "policy"; readonly document?: string };

/** The calls that make a change: only what differs is named. */
export function endpointChangePlan(
  context: PlanContext,
  endpoint: VpcEndpoint,
  change: EndpointChange,
): Plan {
  return {
    id: context.planId,
    flow: "change",
    name: displayName(endpoint),
    steps: changeSteps(context, endpoint, change),
  };
}

function changeSteps(context: PlanContext, endpoint: VpcEndpoint, change: EndpointChange): readonly Step[] {
  switch (change.kind) {
    case "subnets":
      return [subnets(context, endpoint, change.ids)];
    case "securityGroups": {
      const before = endpoint.securityGroups.map(({ id }) => id);
      return [members(context, endpoint, "SecurityGroupIds", before, change.ids)];
    }
    case "routeTables":
      return [members(context, endpoint, "RouteTableIds", endpoint.routeTableIds, change.ids)];
    case "privateDns":
      return [
        ...change.missing.map((attribute) =>
          vpcAttributeStep(context, { id: endpoint.vpcId, name: change.vpcName }, attribute),
        ),
        modify(
          context,
          endpoint,
          { PrivateDnsEnabled: change.enabled },
          { PrivateDnsEnabled: !change.enabled },
        ),
      ];
    case "addressType":
      return [modify(context, endpoint, addressing(change.to), addressing(before(endpoint), endpoint))];
    case "policy":
      return [modify(context, endpoint, policy(change.document), policy(endpoint.policy))];
  }
}

function before({ ipAddressType }: VpcEndpoint): EndpointAddressType {
  return ipAddressType ?? "ipv4";
}

/** The records that are answered have to fit the addresses; a change of the one without the other would be refused. */
function addressing(type: EndpointAddressType, { recordType }: Partial<VpcEndpoint> = {}): Input {
  return { IpAddressType: type, DnsOptions: { DnsRecordIpType: recordType ?? type } };
}

function policy(document: string | undefined): Input {
  return document === undefined ? { ResetPolicy: true } : { PolicyDocument: document };
}

/** What is added and what is removed, in the API's two lists; the way back has them changed over. */
function members(
  context: PlanContext,
  endpoint: VpcEndpoint,
  member: "SubnetIds" | "SecurityGroupIds" | "RouteTableIds",
  from: readonly string[],
  to: readonly string[],
): Step {
  const lists = (added: readonly string[], removed: readonly string[]): Input => ({
    ...(added.length > 0 && { [`Add${member}`]: added }),
    ...(removed.length > 0 && { [`Remove${member}`]: removed }),
  });
  const added = to.filter((id) => !from.includes(id));
  const removed = from.filter((id) => !to.includes(id));
  return modify(context, endpoint, lists(added, removed), lists(removed, added));
}

/** Each subnet has an interface, which is billed by the hour. */
function subnets(context: PlanContext, endpoint: VpcEndpoint, ids: readonly string[]): Step {
  const more = ids.length - endpoint.subnetIds.length;
  return {
    ...members(context, endpoint, "SubnetIds", endpoint.subnetIds, ids),
    ...(more > 0 && { cost: { interfaceEndpointZones: more } }),
  };
}

const call = { service: "ec2", operation: "ModifyVpcEndpoint" } as const;

function modify({ scope }: PlanContext, endpoint: VpcEndpoint, input: Input, back: Input): Step {
  const target = { VpcEndpointId: endpoint.id };
  const wait = endpoint.state === "available" ? { wait: untilAvailable(endpoint) } : {};
  return {
    id: "endpoint",
    scope,
    ...call,
    input: { ...target, ...input },
    subject: { code: "named", name: displayName(endpoint) },
    outputs: {},
    ...wait,
    inverse: {
      ...call,
      input: { ...target, ...back },
      goneWhen: ["InvalidVpcEndpointId.NotFound", "InvalidVpcEndpoint.NotFound"],
      retryOn: [],
      ...wait,
    },
    permissions: ["ec2:ModifyVpcEndpoint", "ec2:DescribeVpcEndpoints"],
  };
}

/** A change takes an endpoint that works through `pending`; one that waits for its provider goes on waiting. */
function untilAvailable({ id }: VpcEndpoint): Wait {
  return {
    service: "ec2",
    operation: "DescribeVpcEndpoints",
    input: { VpcEndpointIds: [id] },
    reason: "connectionAvailable",
    path: "VpcEndpoints.*.State",
    until: ["available"],
    failWhen: ["failed", "rejected", "expired", "deleting", "deleted"],
    timeoutSeconds: 600,
  };
}
