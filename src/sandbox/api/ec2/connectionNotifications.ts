import { resourceId } from "../../state/ids.ts";
import type { ConnectionNotification } from "../../state/privateLink.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { ownEndpoint } from "./endpointRules.ts";
import { liveService } from "./serviceRules.ts";
import { changeEach } from "./unsuccessful.ts";

interface CreateNotification {
  ServiceId?: string;
  VpcEndpointId?: string;
  ConnectionNotificationArn: string;
  ConnectionEvents: string[];
  ClientToken?: string;
}

interface ModifyNotification {
  ConnectionNotificationId: string;
  ConnectionNotificationArn?: string;
  ConnectionEvents?: string[];
}

interface DescribeNotifications extends PageRequest {
  ConnectionNotificationId?: string;
  Filters?: Filter[];
}

const knownEvents = ["Accept", "Connect", "Delete", "Reject"];

const readers: FilterReaders<ConnectionNotification> = {
  "connection-notification-arn": ({ topicArn }) => topicArn,
  "connection-notification-id": ({ id }) => id,
  "connection-notification-state": () => "Enabled",
  "connection-notification-type": () => "Topic",
  "service-id": ({ serviceId }) => serviceId,
  "vpc-endpoint-id": ({ endpointId }) => endpointId,
};

export function createNotification(input: CreateNotification, call: Call): object {
  const created = once(input.ClientToken, input, call, () => newNotification(input, call));
  return { ConnectionNotification: notificationOutput(created), ClientToken: input.ClientToken };
}

export function modifyNotification(input: ModifyNotification, call: Call): object {
  const notification = ownNotification(input.ConnectionNotificationId, call);
  const topicArn = checkedTopic(input.ConnectionNotificationArn ?? notification.topicArn, call);
  const events = checkedEvents(input.ConnectionEvents ?? notification.events);
  Object.assign(notification, { topicArn, events });
  return { ReturnValue: true };
}

export function describeNotifications(input: DescribeNotifications, call: Call): object {
  const id = input.ConnectionNotificationId;
  const chosen =
    id === undefined ? owned(call.world.connectionNotifications, call) : [ownNotification(id, call)];
  const { items, next } = page(applyFilters(chosen, input.Filters, readers, "InvalidFilter"), input);
  return { ConnectionNotificationSet: items.map(notificationOutput), ...next };
}

export function deleteNotifications(input: { ConnectionNotificationIds: string[] }, call: Call): object {
  return changeEach(input.ConnectionNotificationIds, (id) => {
    call.world.connectionNotifications.delete(ownNotification(id, call).id);
  });
}

/** Drops the notifications of something that is gone. */
export function forgetNotifications(
  world: World,
  isGone: (notification: ConnectionNotification) => boolean,
): void {
  for (const notification of world.connectionNotifications.values()) {
    if (isGone(notification)) world.connectionNotifications.delete(notification.id);
  }
}

function newNotification(input: CreateNotification, call: Call): ConnectionNotification {
  const { ServiceId, VpcEndpointId } = input;
  if ((ServiceId === undefined) === (VpcEndpointId === undefined)) {
    const message = "Exactly one of ServiceId and VpcEndpointId must be specified.";
    throw new AwsError("InvalidParameterCombination", message);
  }
  if (VpcEndpointId !== undefined && ownEndpoint(VpcEndpointId, call).type !== "Interface") {
    throw new AwsError("InvalidParameter", `${VpcEndpointId} is not an interface endpoint.`);
  }
  const created: ConnectionNotification = {
    ...ownedBy(call),
    id: resourceId("vpce-nfn"),
    ...(ServiceId === undefined ? {} : { serviceId: liveService(ServiceId, call).id }),
    ...(VpcEndpointId === undefined ? {} : { endpointId: VpcEndpointId }),
    topicArn: checkedTopic(input.ConnectionNotificationArn, call),
    events: checkedEvents(input.ConnectionEvents),
  };
  call.world.connectionNotifications.set(created.id, created);
  return created;
}

function ownNotification(id: string, call: Call): ConnectionNotification {
  const notification = find(call.world.connectionNotifications, id, call);
  if (notification !== undefined) return notification;
  throw new AwsError("InvalidConnectionNotification", `The connection notification '${id}' does not exist`);
}

/** The sandbox has no SNS: any topic of the Region is taken to exist, and nothing is sent. */
function checkedTopic(arn: string, call: Call): string {
  if (new RegExp(`^arn:aws:sns:${call.region}:\\d{12}:[\\w-]{1,256}$`).test(arn)) return arn;
  throw new AwsError("InvalidParameter", `The SNS topic '${arn}' is not valid.`);
}

function checkedEvents(events: readonly string[]): string[] {
  const unknown = events.find((event) => !knownEvents.includes(event));
  if (unknown === undefined && events.length > 0) return [...new Set(events)];
  throw new AwsError("InvalidParameter", `Invalid connection event: '${unknown ?? ""}'`);
}

function notificationOutput(notification: ConnectionNotification): object {
  return {
    ConnectionNotificationId: notification.id,
    ServiceId: notification.serviceId,
    VpcEndpointId: notification.endpointId,
    ConnectionNotificationType: "Topic",
    ConnectionNotificationArn: notification.topicArn,
    ConnectionEvents: notification.events,
    ConnectionNotificationState: "Enabled",
    ServiceRegion: notification.region,
  };
}
