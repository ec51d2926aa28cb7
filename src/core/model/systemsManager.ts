import type { VpcEndpoint } from "./endpoint.ts";
import type { Subnet } from "./network.ts";
import { letInBlock, type SecurityGroup } from "./securityGroup.ts";

/** What the agent of an instance talks to: it registers at the first, and its commands come over the second. */
const agentServices = ["ssm", "ssmmessages"] as const;
export type AgentService = (typeof agentServices)[number];

/** How an instance without a public address gets from its subnet to one of them. */
export type AgentWay =
  | { readonly service: AgentService; readonly by: "endpoint"; readonly endpoint: VpcEndpoint }
  /** An endpoint takes the name over for the whole VPC, and its groups do not let the subnet in. */
  | { readonly service: AgentService; readonly by: "closedEndpoint"; readonly endpoint: VpcEndpoint }
  | { readonly service: AgentService; readonly by: "internet" }
  /** A default route leads to a transit gateway or the like: whether it goes on to the internet is not known. */
  | { readonly service: AgentService; readonly by: "elsewhere" }
  | { readonly service: AgentService; readonly by: "none" };

const httpsPort = 443;

/** The ways from a subnet, one per service. An endpoint with private DNS goes before any route. */
export function waysToSystemsManager(
  subnet: Subnet,
  endpoints: readonly VpcEndpoint[],
  groups: readonly SecurityGroup[],
): readonly AgentWay[] {
  return agentServices.map((service): AgentWay => {
    const endpoint = endpoints.find((each) => each.vpcId === subnet.vpcId && takesOver(each, service));
    if (endpoint === undefined) return { service, by: byRoute(subnet) };
    const own = endpoint.securityGroups.map(({ id }) => id);
    const guards = groups.filter(({ id }) => own.includes(id));
    return letInBlock(guards, httpsPort, subnet.cidr)
      ? { service, by: "endpoint", endpoint }
      : { service, by: "closedEndpoint", endpoint };
  });
}

/** Whether an instance may be taken to get there; a transit gateway has the benefit of the doubt. */
export function isOpenWay({ by }: AgentWay): boolean {
  return by !== "none" && by !== "closedEndpoint";
}

function takesOver({ privateDnsEnabled, serviceName, state, type }: VpcEndpoint, service: AgentService) {
  const isLive = state === "available" || state === "pending";
  return type === "Interface" && isLive && privateDnsEnabled && serviceName.endsWith(`.${service}`);
}

/** An internet gateway is of no use to an instance without a public address. */
function byRoute({ wayOut }: Subnet): "internet" | "elsewhere" | "none" {
  if (wayOut === "natGateway") return "internet";
  return wayOut === "other" ? "elsewhere" : "none";
}
