import type { Scope } from "../model/scope.ts";
import { loadBalancerSuffix } from "./groupRemovals.ts";
import type { Removable } from "./removable.ts";
import type { Call, Step, Wait } from "./step.ts";
import { absent } from "./wait.ts";

/*
 * Deletions cannot be undone, and each can be asked for again: what is gone is done. Waits look for things by filter,
 * because AWS answers with an error when it is asked for an id that is gone.
 */

const serviceGone = ["InvalidVpcEndpointService.NotFound", "InvalidVpcEndpointServiceId.NotFound"];
const endpointGone = ["InvalidVpcEndpointId.NotFound", "InvalidVpcEndpoint.NotFound"];

/** Rejects connections of one service in one call; AWS refuses to delete the service before that. */
export function rejectConnections(scope: Scope, connections: readonly Removable[]): Step {
  const serviceId = connections[0]?.parent ?? "";
  const endpointIds = connections.map(({ id }) => id);
  return {
    ...ec2Step(scope, "connections", "ec2:RejectVpcEndpointConnections"),
    input: { ServiceId: serviceId, VpcEndpointIds: endpointIds },
    subject: { code: "connections", endpointIds },
    // Rejected, or deleted by the consumer, meanwhile.
    doneWhen: ["InvalidState", ...endpointGone, ...serviceGone],
    wait: ec2Wait("connectionsRejected", "DescribeVpcEndpointConnections", 120, {
      filters: {
        "service-id": [serviceId],
        "vpc-endpoint-state": ["pendingAcceptance", "pending", "available"],
      },
      path: "VpcEndpointConnections.*.VpcEndpointId",
      // AWS refuses its documented filter vpc-endpoint-id; the other connections stay.
      among: endpointIds,
      until: [absent],
    }),
  };
}

export function deleteNotifications(scope: Scope, notifications: readonly Removable[]): Step {
  const ids = notifications.map(({ id }) => id);
  return {
    ...ec2Step(scope, "notifications", "ec2:DeleteVpcEndpointConnectionNotifications"),
    input: { ConnectionNotificationIds: ids },
    subject: { code: "named", name: ids.join(", ") },
    doneWhen: ["InvalidConnectionNotification.NotFound", "InvalidConnectionNotificationId.NotFound"],
  };
}

/** What one call deletes. */
type SingleRemovable = Removable & { readonly kind: Exclude<Removable["kind"], "testerRole"> };

export function isSingle(removable: Removable): removable is SingleRemovable {
  return removable.kind !== "testerRole";
}

/** One call that deletes one thing. `id` names the step. */
export function deletion(scope: Scope, id: string, removable: SingleRemovable): Step {
  const step = { ...stepOf(scope, id, removable), subject: { code: "named", name: removable.name } as const };
  return removable.cost === undefined ? step : { ...step, cost: removable.cost };
}

function stepOf(scope: Scope, id: string, removable: SingleRemovable): Omit<Step, "subject"> {
  switch (removable.kind) {
    case "service":
      return deleteService(scope, id, removable);
    case "endpoint":
      return deleteEndpoint(scope, id, removable);
    case "loadBalancer":
      return deleteLoadBalancer(scope, id, removable);
    case "instance":
      return terminateInstance(scope, id, removable);
    case "listener":
      return {
        ...loadBalancingStep(scope, id, "elasticloadbalancing:DeleteListener"),
        input: { ListenerArn: removable.id },
        doneWhen: ["ListenerNotFound"],
      };
    case "targetGroup":
      return {
        ...loadBalancingStep(scope, id, "elasticloadbalancing:DeleteTargetGroup"),
        input: { TargetGroupArn: removable.id },
        doneWhen: ["TargetGroupNotFound"],
        // A listener that was deleted a moment ago still holds it.
        retryOn: ["ResourceInUse"],
      };
    case "rule":
      return revokeRule(scope, id, removable);
    case "securityGroup":
      return {
        ...ec2Step(scope, id, "ec2:DeleteSecurityGroup"),
        input: { GroupId: removable.id },
        doneWhen: ["InvalidGroup.NotFound"],
        // A deleted endpoint or load balancer leaves its interfaces for a moment.
        retryOn: ["DependencyViolation"],
      };
    case "connection":
      return rejectConnections(scope, [removable]);
    case "notification":
      return deleteNotifications(scope, [removable]);
  }
}

function deleteService(scope: Scope, step: string, { id }: Removable): Omit<Step, "subject"> {
  return {
    ...ec2Step(scope, step, "ec2:DeleteVpcEndpointServiceConfigurations"),
    input: { ServiceIds: [id] },
    doneWhen: serviceGone,
    // Rejections take a moment to count.
    retryOn: ["ExistingVpcEndpointConnections"],
    wait: ec2Wait("serviceDeleted", "DescribeVpcEndpointServiceConfigurations", 600, {
      filters: { "service-id": [id] },
      path: "ServiceConfigurations.*.ServiceState",
      until: [absent, "deleted"],
    }),
  };
}

function deleteEndpoint(scope: Scope, step: string, { id }: Removable): Omit<Step, "subject"> {
  return {
    ...ec2Step(scope, step, "ec2:DeleteVpcEndpoints"),
    input: { VpcEndpointIds: [id] },
    doneWhen: endpointGone,
    wait: ec2Wait("endpointDeleted", "DescribeVpcEndpoints", 600, {
      filters: { "vpc-endpoint-id": [id] },
      path: "VpcEndpoints.*.State",
      until: [absent, "deleted"],
    }),
  };
}

/** Its listeners go with it. Its interfaces stay for a moment, and keep its security groups in use. */
function deleteLoadBalancer(scope: Scope, step: string, { id }: Removable): Omit<Step, "subject"> {
  return {
    ...loadBalancingStep(scope, step, "elasticloadbalancing:DeleteLoadBalancer"),
    input: { LoadBalancerArn: id },
    doneWhen: ["LoadBalancerNotFound"],
    // A service that was deleted a moment ago still holds it.
    retryOn: ["ResourceInUse"],
    wait: ec2Wait("loadBalancerDeleted", "DescribeNetworkInterfaces", 600, {
      filters: { description: [`ELB ${loadBalancerSuffix(id)}`] },
      path: "NetworkInterfaces.*.NetworkInterfaceId",
      until: [absent],
    }),
  };
}

function terminateInstance(scope: Scope, step: string, { id }: Removable): Omit<Step, "subject"> {
  return {
    ...ec2Step(scope, step, "ec2:TerminateInstances"),
    input: { InstanceIds: [id] },
    doneWhen: ["InvalidInstanceID.NotFound"],
    wait: ec2Wait("instanceTerminated", "DescribeInstances", 600, {
      filters: { "instance-id": [id] },
      path: "Reservations.*.Instances.*.State.Name",
      until: [absent, "terminated"],
    }),
  };
}

function revokeRule(
  scope: Scope,
  step: string,
  { id, parent = "", egress = false }: Removable,
): Omit<Step, "subject"> {
  return {
    ...ec2Step(scope, step, egress ? "ec2:RevokeSecurityGroupEgress" : "ec2:RevokeSecurityGroupIngress"),
    input: { GroupId: parent, SecurityGroupRuleIds: [id] },
    doneWhen: ["InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound", "InvalidGroup.NotFound"],
  };
}

/** A call by the IAM action that it needs, which has the operation's name. */
function ec2Step(scope: Scope, id: string, permission: `ec2:${string}`) {
  const operation = permission.slice("ec2:".length);
  return { id, scope, service: "ec2", operation, outputs: {}, permissions: [permission] } as const;
}

function loadBalancingStep(scope: Scope, id: string, permission: `elasticloadbalancing:${string}`) {
  const service = "elasticloadbalancing";
  const operation = permission.slice(`${service}:`.length);
  return { id, scope, service, operation, outputs: {}, permissions: [permission] } as const;
}

interface Looking extends Pick<Wait, "path" | "among" | "until"> {
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

function ec2Wait(
  reason: Wait["reason"],
  operation: string,
  timeoutSeconds: number,
  { filters, ...looking }: Looking,
): Wait {
  const call: Call = {
    service: "ec2",
    operation,
    input: { Filters: Object.entries(filters).map(([Name, Values]) => ({ Name, Values })) },
  };
  return { ...call, ...looking, reason, failWhen: [], timeoutSeconds };
}
