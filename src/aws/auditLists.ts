import { paginateDescribeVpcEndpointConnectionNotifications } from "@aws-sdk/client-ec2";
import type { TargetGroupHealth } from "../core/diagnose/audit.ts";
import { parseState, targetStates } from "../core/model/states.ts";
import { collect } from "./attempt.ts";
import { describeTargetGroups, describeTargetHealth } from "./balancing.ts";
import type { Reading } from "./reading.ts";

/** The health of the targets behind some load balancers. */
export async function readHealth(
  reading: Reading,
  loadBalancerArns: readonly string[],
  most: number,
): Promise<{ readonly groups: readonly TargetGroupHealth[]; readonly leftOut: number }> {
  const wanted = new Set(loadBalancerArns);
  const all = await describeTargetGroups(reading);
  const used = all.filter(({ LoadBalancerArns = [] }) => LoadBalancerArns.some((arn) => wanted.has(arn)));
  const groups = await Promise.all(
    used
      .slice(0, most)
      .map(async ({ TargetGroupArn: arn = "", TargetGroupName = "", LoadBalancerArns = [] }) => {
        const health = await describeTargetHealth(reading, arn);
        const states = health.map(({ TargetHealth }) => parseState(targetStates, TargetHealth?.State));
        return { arn, name: TargetGroupName, loadBalancerArns: LoadBalancerArns, states };
      }),
  );
  return { groups, leftOut: Math.max(used.length - most, 0) };
}

/** Services with a notification of new connections that is on. */
export async function readNotified({
  clients,
  attempt,
  scope,
  signal: abortSignal,
}: Reading): Promise<readonly string[]> {
  const client = await clients.ec2(scope);
  const found = await attempt(scope, "ec2:DescribeVpcEndpointConnectionNotifications", () =>
    collect(
      paginateDescribeVpcEndpointConnectionNotifications({ client }, {}, { abortSignal }),
      (page) => page.ConnectionNotificationSet,
    ),
  );
  return found
    .filter(({ ConnectionNotificationState }) => ConnectionNotificationState?.toLowerCase() === "enabled")
    .filter(({ ConnectionEvents = [] }) => ConnectionEvents.includes("Connect"))
    .flatMap(({ ServiceId }) => ServiceId ?? []);
}
