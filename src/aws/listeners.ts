import type { Listener } from "@aws-sdk/client-elastic-load-balancing-v2";

/** The ARN of the target group that a Network Load Balancer's listener forwards to, the first one where there are several. */
export function forwardsTo(listener: Listener): string | undefined {
  return forwardsToEach(listener)[0];
}

/** All of them: a listener forwards to one target group, named directly or in a list, or to several by weight. */
export function forwardsToEach({ DefaultActions = [] }: Listener): readonly string[] {
  const arns = DefaultActions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
    ...(TargetGroupArn === undefined ? [] : [TargetGroupArn]),
    ...(ForwardConfig?.TargetGroups ?? []).flatMap((group) => group.TargetGroupArn ?? []),
  ]);
  return [...new Set(arns)];
}
