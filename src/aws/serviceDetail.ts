import {
  paginateDescribeVpcEndpointConnectionNotifications,
  paginateDescribeVpcEndpointServicePermissions,
  type ConnectionNotification as SdkNotification,
} from "@aws-sdk/client-ec2";
import type {
  Listener as SdkListener,
  LoadBalancer as SdkLoadBalancer,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Scope } from "../core/model/scope.ts";
import type {
  ConnectionNotification,
  EndpointService,
  Listener,
  LoadBalancer,
  Target,
} from "../core/model/service.ts";
import { loadBalancerStates, parseState, targetStates } from "../core/model/states.ts";
import { type Attempt, collect } from "./attempt.ts";
import { describeListeners, describeLoadBalancers, describeTargetHealth } from "./balancing.ts";
import type { Clients } from "./clients.ts";
import { forwardsToEach } from "./listeners.ts";
import { optional } from "./mapping.ts";
import type { Reading } from "./reading.ts";

/** Reads what hangs below one service: its load balancers down to the targets, its principals and notifications. */
export class ServiceDetails {
  readonly #clients: Clients;
  readonly #attempt: Attempt;

  constructor(clients: Clients, attempt: Attempt) {
    this.#clients = clients;
    this.#attempt = attempt;
  }

  async listenerPorts(
    scope: Scope,
    service: EndpointService,
    signal: AbortSignal,
  ): Promise<readonly number[]> {
    const listeners = await Promise.all(
      service.loadBalancerArns.map((arn) => describeListeners(this.#reading(scope, signal), arn)),
    );
    return [...new Set(listeners.flat().flatMap(({ Port }) => Port ?? []))];
  }

  async loadBalancers(
    scope: Scope,
    service: EndpointService,
    abortSignal: AbortSignal,
  ): Promise<readonly LoadBalancer[]> {
    const reading = this.#reading(scope, abortSignal);
    const loadBalancers = await describeLoadBalancers(reading, service.loadBalancerArns);
    // Several listeners may lead to one target group.
    const targets = new Map<string, Promise<readonly Target[]>>();
    const targetsOf = (arn: string) => {
      const read = targets.get(arn) ?? readTargets(reading, arn);
      targets.set(arn, read);
      return read;
    };
    return Promise.all(
      loadBalancers.map(async (each) => {
        const listeners = await describeListeners(reading, each.LoadBalancerArn ?? "");
        return toLoadBalancer(
          each,
          await Promise.all(listeners.map((listener) => toListener(listener, targetsOf))),
        );
      }),
    );
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

  async notifications(
    scope: Scope,
    { id }: EndpointService,
    abortSignal: AbortSignal,
  ): Promise<readonly ConnectionNotification[]> {
    const client = await this.#clients.ec2(scope);
    const filters = { Filters: [{ Name: "service-id", Values: [id] }] };
    const found = await this.#attempt(scope, "ec2:DescribeVpcEndpointConnectionNotifications", () =>
      collect(
        paginateDescribeVpcEndpointConnectionNotifications({ client }, filters, { abortSignal }),
        (page) => page.ConnectionNotificationSet,
      ),
    );
    return found.map(toNotification);
  }

  #reading(scope: Scope, signal: AbortSignal): Reading {
    return { clients: this.#clients, attempt: this.#attempt, scope, signal };
  }
}

async function readTargets(reading: Reading, arn: string): Promise<readonly Target[]> {
  return (await describeTargetHealth(reading, arn)).map(toTarget);
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

async function toListener(
  listener: SdkListener,
  targetsOf: (arn: string) => Promise<readonly Target[]>,
): Promise<Listener> {
  const arns = forwardsToEach(listener);
  return {
    arn: listener.ListenerArn ?? "",
    protocol: listener.Protocol ?? "TCP",
    port: listener.Port ?? 0,
    targetGroups: await Promise.all(
      arns.map(async (arn) => ({ arn, name: arn.split("/")[1] ?? arn, targets: await targetsOf(arn) })),
    ),
  };
}

function toNotification(notification: SdkNotification): ConnectionNotification {
  return {
    id: notification.ConnectionNotificationId ?? "",
    topicArn: notification.ConnectionNotificationArn ?? "",
    events: notification.ConnectionEvents ?? [],
    enabled: notification.ConnectionNotificationState?.toLowerCase() === "enabled",
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
