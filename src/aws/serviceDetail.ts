import { paginateDescribeVpcEndpointServicePermissions } from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
  paginateDescribeListeners,
  type LoadBalancer as SdkLoadBalancer,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Scope } from "../core/model/scope.ts";
import type {
  EndpointService,
  Listener,
  LoadBalancer,
  ServiceDetail,
  Target,
} from "../core/model/service.ts";
import { loadBalancerStates, parseState, targetStates } from "../core/model/states.ts";
import { type Attempt, collect } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { forwardsTo } from "./listeners.ts";
import { optional } from "./mapping.ts";

/** Reads what hangs below one service: its load balancers down to the targets, and its principals. */
export class ServiceDetails {
  readonly #clients: Clients;
  readonly #attempt: Attempt;

  constructor(clients: Clients, attempt: Attempt) {
    this.#clients = clients;
    this.#attempt = attempt;
  }

  async read(scope: Scope, service: EndpointService, signal: AbortSignal): Promise<ServiceDetail> {
    const [loadBalancers, principals] = await Promise.all([
      this.#loadBalancers(scope, service, signal),
      this.principals(scope, service, signal),
    ]);
    return { loadBalancers, principals };
  }

  async listenerPorts(
    scope: Scope,
    service: EndpointService,
    signal: AbortSignal,
  ): Promise<readonly number[]> {
    const listeners = await Promise.all(
      service.loadBalancerArns.map((arn) => this.#describeListeners(scope, arn, signal)),
    );
    return [...new Set(listeners.flat().flatMap(({ Port }) => Port ?? []))];
  }

  async #loadBalancers(scope: Scope, service: EndpointService, abortSignal: AbortSignal) {
    if (service.loadBalancerArns.length === 0) return [];
    const client = await this.#clients.loadBalancing(scope);
    const command = new DescribeLoadBalancersCommand({ LoadBalancerArns: [...service.loadBalancerArns] });
    const { LoadBalancers = [] } = await this.#attempt(
      scope,
      "elasticloadbalancing:DescribeLoadBalancers",
      () => client.send(command, { abortSignal }),
    );
    return Promise.all(
      LoadBalancers.map(async (each) =>
        toLoadBalancer(each, await this.#listeners(scope, each, abortSignal)),
      ),
    );
  }

  async #listeners(scope: Scope, { LoadBalancerArn = "" }: SdkLoadBalancer, signal: AbortSignal) {
    const listeners = await this.#describeListeners(scope, LoadBalancerArn, signal);
    return Promise.all(
      listeners.map(async (listener): Promise<Listener> => {
        const arn = forwardsTo(listener);
        return {
          arn: listener.ListenerArn ?? "",
          protocol: listener.Protocol ?? "TCP",
          port: listener.Port ?? 0,
          targets: arn === undefined ? [] : await this.#targets(scope, arn, signal),
          ...optional("targetGroupArn", arn),
          ...optional("targetGroupName", arn?.split("/")[1]),
        };
      }),
    );
  }

  async #describeListeners(scope: Scope, LoadBalancerArn: string, abortSignal: AbortSignal) {
    const client = await this.#clients.loadBalancing(scope);
    return this.#attempt(scope, "elasticloadbalancing:DescribeListeners", () =>
      collect(
        paginateDescribeListeners({ client }, { LoadBalancerArn }, { abortSignal }),
        (page) => page.Listeners,
      ),
    );
  }

  async #targets(scope: Scope, TargetGroupArn: string, abortSignal: AbortSignal): Promise<readonly Target[]> {
    const client = await this.#clients.loadBalancing(scope);
    const command = new DescribeTargetHealthCommand({ TargetGroupArn });
    const { TargetHealthDescriptions = [] } = await this.#attempt(
      scope,
      "elasticloadbalancing:DescribeTargetHealth",
      () => client.send(command, { abortSignal }),
    );
    return TargetHealthDescriptions.map(toTarget);
  }

  async principals(
    scope: Scope,
    { id }: EndpointService,
    abortSignal: AbortSignal,
  ): Promise<readonly string[]> {
    const client = await this.#clients.ec2(scope);
    const allowed = await this.#attempt(scope, "ec2:DescribeVpcEndpointServicePermissions", () =>
      collect(
        paginateDescribeVpcEndpointServicePermissions(
          { client, pageSize: 1000 },
          { ServiceId: id },
          { abortSignal },
        ),
        (page) => page.AllowedPrincipals,
      ),
    );
    return allowed.flatMap(({ Principal }) => Principal ?? []);
  }
}

function toLoadBalancer(each: SdkLoadBalancer, listeners: readonly Listener[]): LoadBalancer {
  return {
    arn: each.LoadBalancerArn ?? "",
    name: each.LoadBalancerName ?? "",
    state: parseState(loadBalancerStates, each.State?.Code),
    scheme: each.Scheme === "internet-facing" ? "internet-facing" : "internal",
    vpcId: each.VpcId ?? "",
    zoneNames: (each.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []),
    securityGroupIds: each.SecurityGroups ?? [],
    // Without a security group there are no rules to enforce.
    enforcesInboundRules:
      (each.SecurityGroups ?? []).length > 0 &&
      each.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== "off",
    listeners,
  };
}

function toTarget({ Target, TargetHealth }: TargetHealthDescription): Target {
  return {
    id: Target?.Id ?? "",
    port: Target?.Port ?? 0,
    state: parseState(targetStates, TargetHealth?.State),
    ...optional("reason", TargetHealth?.Reason),
    ...optional("zoneName", Target?.AvailabilityZone),
  };
}
