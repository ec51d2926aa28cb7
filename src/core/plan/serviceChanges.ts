import type { Connection } from "../model/connection.ts";
import type { Scope } from "../model/scope.ts";
import type { ConnectionNotification, EndpointService } from "../model/service.ts";
import { displayName } from "../model/tags.ts";
import { clientToken, type PlanContext } from "./context.ts";
import { from, type Input, type Inverse, type Plan, type Step } from "./step.ts";

/** What SNS can be told about a service's connections, in AWS's own words. */
export const connectionEvents = ["Accept", "Connect", "Delete", "Reject"] as const;

/** One change that a provider makes to a service that exists. */
export type ServiceChange =
  /** Adding an allowed principal does nothing; `mayBeAllowed` when nobody could read whether it is one. */
  | { readonly kind: "addPrincipal"; readonly arn: string; readonly mayBeAllowed?: boolean }
  | { readonly kind: "removePrincipal"; readonly arn: string; readonly reject: readonly Connection[] }
  | { readonly kind: "setAcceptance"; readonly required: boolean }
  | { readonly kind: "verifyPrivateDns"; readonly name: string }
  | { readonly kind: "addRegion"; readonly region: string }
  | { readonly kind: "removeRegion"; readonly region: string; readonly reject: readonly Connection[] }
  | { readonly kind: "createNotification"; readonly topicArn: string; readonly events: readonly string[] }
  | { readonly kind: "deleteNotification"; readonly notification: ConnectionNotification }
  | { readonly kind: "fixZones"; readonly zoneNames: readonly string[] }
  /** Without a name the service has none any more. */
  | { readonly kind: "setPrivateDns"; readonly name: string | undefined }
  | { readonly kind: "setIpTypes"; readonly ipTypes: readonly IpType[] }
  /** The owner takes the consumers' endpoint hours over, for good. */
  | { readonly kind: "takeOverCosts" };

export type IpType = "ipv4" | "ipv6";

/** The calls that make a change, in an order in which nothing that is shut out can come back in between. */
export function serviceChangePlan(
  context: PlanContext,
  service: EndpointService,
  change: ServiceChange,
): Plan {
  return {
    id: context.planId,
    flow: "change",
    name: displayName(service),
    steps: changeSteps(context, service, change),
  };
}

function changeSteps(context: PlanContext, service: EndpointService, change: ServiceChange): readonly Step[] {
  switch (change.kind) {
    case "addPrincipal":
      return [addition(context, service, change.arn, change.mayBeAllowed ?? false)];
    case "removePrincipal":
      return [
        permissions(context, service, "RemoveAllowedPrincipals", change.arn),
        ...reject(context, service, change.reject),
      ];
    case "setAcceptance":
      return [acceptance(context, service, change.required)];
    case "verifyPrivateDns":
      return [verification(context, service, change.name)];
    case "addRegion":
      return [region(context, service, "AddSupportedRegions", change.region)];
    case "removeRegion":
      return [
        region(context, service, "RemoveSupportedRegions", change.region),
        ...reject(context, service, change.reject),
      ];
    case "createNotification":
      return [createNotification(context, service, change)];
    case "deleteNotification":
      return [deleteNotification(context, service, change.notification)];
    case "fixZones":
      return [zones(context, service, change.zoneNames)];
    case "setPrivateDns":
      return [privateName(context, service, change.name)];
    case "setIpTypes":
      return [ipTypes(context, service, change.ipTypes)];
    case "takeOverCosts":
      return [payer(context, service)];
  }
}

const opposite = {
  AddAllowedPrincipals: "RemoveAllowedPrincipals",
  RemoveAllowedPrincipals: "AddAllowedPrincipals",
  AddSupportedRegions: "RemoveSupportedRegions",
  RemoveSupportedRegions: "AddSupportedRegions",
} as const;

function permissions(
  { scope }: PlanContext,
  { id }: EndpointService,
  member: "AddAllowedPrincipals" | "RemoveAllowedPrincipals",
  arn: string,
): Step {
  const action = "ec2:ModifyVpcEndpointServicePermissions";
  return {
    ...step(scope, "permissions", action, { ServiceId: id, [member]: [arn] }, arn),
    inverse: inverse(action, { ServiceId: id, [opposite[member]]: [arn] }),
  };
}

/** An undo must leave what was allowed before, so there is none where that is not known. */
function addition(context: PlanContext, service: EndpointService, arn: string, mayBeAllowed: boolean): Step {
  const { inverse: removal, ...added } = permissions(context, service, "AddAllowedPrincipals", arn);
  return mayBeAllowed || removal === undefined ? added : { ...added, inverse: removal };
}

function acceptance({ scope }: PlanContext, service: EndpointService, required: boolean): Step {
  const input = { ServiceId: service.id, AcceptanceRequired: required };
  return {
    ...modify(scope, "acceptance", input, displayName(service)),
    inverse: inverse(modifyService, { ...input, AcceptanceRequired: !required }),
  };
}

function region(
  { scope }: PlanContext,
  { id }: EndpointService,
  member: "AddSupportedRegions" | "RemoveSupportedRegions",
  name: string,
): Step {
  const made = modify(scope, "region", { ServiceId: id, [member]: [name] }, name);
  return {
    ...made,
    inverse: inverse(modifyService, { ServiceId: id, [opposite[member]]: [name] }),
    // AWS asks both sides of a connection between Regions for the second one; it has no API of its own.
    permissions: [...made.permissions, "vpce:AllowMultiRegion"],
  };
}

/** Called with nothing but the service, AWS reads the zones of its load balancers anew. */
function zones({ scope }: PlanContext, { id }: EndpointService, zoneNames: readonly string[]): Step {
  return modify(scope, "zones", { ServiceId: id }, zoneNames.join(", "));
}

/** A name that was there before has to be proved anew, so only a first one can be taken back. */
function privateName(
  { scope }: PlanContext,
  { id: ServiceId, privateDnsName }: EndpointService,
  name: string | undefined,
): Step {
  if (name === undefined) {
    const removal = { ServiceId, RemovePrivateDnsName: true };
    return modify(scope, "private-dns", removal, privateDnsName ?? "");
  }
  const set = modify(scope, "private-dns", { ServiceId, PrivateDnsName: name }, name);
  return privateDnsName === undefined
    ? { ...set, inverse: inverse(modifyService, { ServiceId, RemovePrivateDnsName: true }) }
    : set;
}

/** AWS takes what comes and what goes, not what is to be. */
function ipTypes({ scope }: PlanContext, service: EndpointService, wanted: readonly IpType[]): Step {
  const before = service.ipTypes ?? [];
  const added = wanted.filter((type) => !before.includes(type));
  const removed = before.filter((type) => !wanted.includes(type));
  const input = (come: readonly IpType[], go: readonly IpType[]): Input => ({
    ServiceId: service.id,
    ...(come.length > 0 && { AddSupportedIpAddressTypes: come }),
    ...(go.length > 0 && { RemoveSupportedIpAddressTypes: go }),
  });
  return {
    ...modify(scope, "ip-types", input(added, removed), displayName(service)),
    inverse: inverse(modifyService, input(removed, added)),
  };
}

function payer({ scope }: PlanContext, service: EndpointService): Step {
  const action = "ec2:ModifyVpcEndpointServicePayerResponsibility";
  const input = { ServiceId: service.id, PayerResponsibility: "ServiceOwner" };
  return { ...step(scope, "payer", action, input, displayName(service)), subject: { code: "ownerPays" } };
}

function verification({ scope }: PlanContext, { id }: EndpointService, name: string): Step {
  const action = "ec2:StartVpcEndpointServicePrivateDnsVerification";
  return step(scope, "verification", action, { ServiceId: id }, name);
}

/** Accepting again after a rejection is undocumented, so a rejection has no inverse. */
function reject(
  { scope }: PlanContext,
  { id }: EndpointService,
  connections: readonly Connection[],
): readonly Step[] {
  if (connections.length === 0) return [];
  const VpcEndpointIds = connections.map(({ endpointId }) => endpointId);
  const action = "ec2:RejectVpcEndpointConnections";
  return [step(scope, "rejection", action, { ServiceId: id, VpcEndpointIds }, VpcEndpointIds.join(", "))];
}

const createsNotification = "ec2:CreateVpcEndpointConnectionNotification";
const deletesNotifications = "ec2:DeleteVpcEndpointConnectionNotifications";

function createNotification(
  context: PlanContext,
  service: EndpointService,
  { topicArn, events }: { readonly topicArn: string; readonly events: readonly string[] },
): Step {
  const input = notificationInput(context, service, topicArn, events);
  return {
    ...step(context.scope, "notification", createsNotification, input, topicArn),
    outputs: { id: "ConnectionNotification.ConnectionNotificationId" },
    inverse: inverse(deletesNotifications, { ConnectionNotificationIds: [from("notification", "id")] }),
  };
}

/** Undone, the same topic hears the same events again, through a notification with another id. */
function deleteNotification(
  context: PlanContext,
  service: EndpointService,
  { id, topicArn, events }: ConnectionNotification,
): Step {
  const input = { ConnectionNotificationIds: [id] };
  return {
    ...step(context.scope, "notification", deletesNotifications, input, topicArn),
    inverse: inverse(createsNotification, notificationInput(context, service, topicArn, events)),
  };
}

function notificationInput(
  context: PlanContext,
  { id }: EndpointService,
  topicArn: string,
  events: readonly string[],
): Input {
  return {
    ServiceId: id,
    ConnectionNotificationArn: topicArn,
    ConnectionEvents: events,
    ClientToken: clientToken(context, "notification"),
  };
}

const modifyService = "ec2:ModifyVpcEndpointServiceConfiguration";

function modify(scope: Scope, id: string, input: Input, about: string): Step {
  return step(scope, id, modifyService, input, about);
}

/** An operation of EC2 as IAM names it. */
type Ec2Action = `ec2:${string}`;

function operationOf(action: Ec2Action): string {
  return action.slice("ec2:".length);
}

function step(scope: Scope, id: string, action: Ec2Action, input: Input, about: string): Step {
  return {
    id,
    scope,
    service: "ec2",
    operation: operationOf(action),
    input,
    subject: { code: "named", name: about },
    outputs: {},
    permissions: [action],
  };
}

/** What is gone with its service needs no undoing. */
function inverse(action: Ec2Action, input: Input): Inverse {
  const goneWhen = ["InvalidVpcEndpointServiceId.NotFound", "InvalidConnectionNotification"];
  return { service: "ec2", operation: operationOf(action), input, goneWhen, retryOn: [] };
}
