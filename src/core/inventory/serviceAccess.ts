import type { ConnectionNotification } from "../model/service.ts";
import type { Loadable } from "../model/snapshot.ts";
import type { Node, NotificationNode, PrincipalNode, ServiceTarget } from "./node.ts";
import { empty, loading, unreadable } from "./rows.ts";

/** Who may ask for a connection, or why that cannot be read. */
export function principalsNode(
  parent: string,
  target: ServiceTarget,
  principals: Loadable<readonly string[]>,
): Node {
  const id = `${parent}/principals`;
  if (principals.status === "loading") return loading(id);
  if (principals.status === "failed") return unreadable(id, principals.failure);
  const rows = principals.value.map((arn) => principalNode(id, target, arn));
  return {
    kind: "principals",
    id,
    capabilities: ["addable"],
    ...target,
    count: rows.length,
    children: rows.length === 0 ? [empty(id, "principals")] : rows,
  };
}

function principalNode(parent: string, target: ServiceTarget, arn: string): PrincipalNode {
  return {
    kind: "principal",
    id: `${parent}/${arn}`,
    capabilities: ["copyable", "removable"],
    copyText: arn,
    ...target,
    arn,
  };
}

/** Which SNS topics hear of connections, or why that cannot be read. */
export function notificationsNode(
  parent: string,
  target: ServiceTarget,
  notifications: Loadable<readonly ConnectionNotification[]>,
): Node {
  const id = `${parent}/notifications`;
  if (notifications.status === "loading") return loading(id);
  if (notifications.status === "failed") return unreadable(id, notifications.failure);
  const rows = notifications.value.map((each) => notificationNode(id, target, each));
  return {
    kind: "notifications",
    id,
    capabilities: ["addable"],
    ...target,
    count: rows.length,
    children: rows.length === 0 ? [empty(id, "notifications")] : rows,
  };
}

function notificationNode(
  parent: string,
  target: ServiceTarget,
  notification: ConnectionNotification,
): NotificationNode {
  return {
    kind: "notification",
    id: `${parent}/${notification.id}`,
    capabilities: ["copyable", "removable"],
    copyText: notification.topicArn,
    ...target,
    notification,
  };
}
