import {
  paginateDescribeLoadBalancers,
  type LoadBalancer as SdkLoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ListenerPort, OwnLoadBalancer } from "../core/model/loadBalancer.ts";
import type { Scope } from "../core/model/scope.ts";
import { loadBalancerStates, parseState } from "../core/model/states.ts";
import { type Attempt, collect } from "./attempt.ts";
import { describeListeners } from "./balancing.ts";
import type { Clients } from "./clients.ts";
import { forwardsTo } from "./listeners.ts";
import { optional } from "./mapping.ts";
import type { Reading } from "./reading.ts";

/** All Network and Application Load Balancers of a scope; Gateway Load Balancers cannot stand in the way of PrivateLink. */
export async function listLoadBalancers(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  abortSignal: AbortSignal,
): Promise<readonly OwnLoadBalancer[]> {
  const client = await clients.loadBalancing(scope);
  const balancers = await attempt(scope, "elasticloadbalancing:DescribeLoadBalancers", () =>
    collect(
      paginateDescribeLoadBalancers({ client, pageSize: 400 }, {}, { abortSignal }),
      (page) => page.LoadBalancers,
    ),
  );
  return balancers.flatMap(toOwnLoadBalancer);
}

/** The ports of one load balancer. */
export async function listListeners(reading: Reading, arn: string): Promise<readonly ListenerPort[]> {
  const listeners = await describeListeners(reading, arn);
  return listeners.map((listener) => ({
    protocol: listener.Protocol ?? "",
    port: listener.Port ?? 0,
    ...optional("targetGroupName", forwardsTo(listener)?.split("/")[1]),
  }));
}

function toOwnLoadBalancer(balancer: SdkLoadBalancer): readonly OwnLoadBalancer[] {
  const { Type: type, SecurityGroups: securityGroupIds = [] } = balancer;
  if (type !== "network" && type !== "application") return [];
  return [
    {
      arn: balancer.LoadBalancerArn ?? "",
      name: balancer.LoadBalancerName ?? "",
      type,
      state: parseState(loadBalancerStates, balancer.State?.Code),
      scheme: balancer.Scheme === "internet-facing" ? "internet-facing" : "internal",
      vpcId: balancer.VpcId ?? "",
      ipAddressType: balancer.IpAddressType === "ipv4" ? "ipv4" : "dualstack",
      subnetIds: (balancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
      zoneNames: (balancer.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []),
      securityGroupIds,
      enforcesInboundRules:
        securityGroupIds.length > 0 &&
        balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== "off",
    },
  ];
}
