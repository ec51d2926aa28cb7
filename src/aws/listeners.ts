import type { Listener } from "@aws-sdk/client-elastic-load-balancing-v2";

/** The ARN of the target group that a Network Load Balancer's listener forwards to, named directly or as the only one of a list. */
export function forwardsTo({ DefaultActions }: Listener): string | undefined {
  const [action] = DefaultActions ?? [];
  return action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn;
}
