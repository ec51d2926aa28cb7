import type { RemovalKind } from "../plan/removable.ts";

/** The field in which each kind of thing is ticked. */
export const tearDownFields: Record<RemovalKind, string> = {
  connection: "connections",
  notification: "notifications",
  service: "services",
  endpoint: "endpoints",
  loadBalancer: "loadBalancers",
  listener: "listeners",
  targetGroup: "targetGroups",
  instance: "instances",
  testerRole: "testerRoles",
  rule: "rules",
  securityGroup: "securityGroups",
};
