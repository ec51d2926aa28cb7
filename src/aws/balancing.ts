import {
  DescribeListenerAttributesCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetHealthCommand,
  type Listener,
  type LoadBalancer,
  paginateDescribeListeners,
  paginateDescribeTargetGroups,
  type TargetGroup,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { collect } from "./attempt.ts";
import type { Reading } from "./reading.ts";

/* Load balancing's describe calls, as AWS answers them. */

export async function describeLoadBalancers(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  arns: readonly string[],
): Promise<readonly LoadBalancer[]> {
  if (arns.length === 0) return [];
  const client = await clients.loadBalancing(scope);
  const command = new DescribeLoadBalancersCommand({ LoadBalancerArns: [...arns] });
  const { LoadBalancers } = await attempt(scope, "elasticloadbalancing:DescribeLoadBalancers", () =>
    client.send(command, { abortSignal }),
  );
  return LoadBalancers ?? [];
}

export async function describeListeners(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  LoadBalancerArn: string,
): Promise<readonly Listener[]> {
  const client = await clients.loadBalancing(scope);
  return attempt(scope, "elasticloadbalancing:DescribeListeners", () =>
    collect(
      paginateDescribeListeners({ client }, { LoadBalancerArn }, { abortSignal }),
      (page) => page.Listeners,
    ),
  );
}

/** All target groups of the account in this Region: AWS has no filter for a VPC. */
export async function describeTargetGroups({
  clients,
  attempt,
  scope,
  signal: abortSignal,
}: Reading): Promise<readonly TargetGroup[]> {
  const client = await clients.loadBalancing(scope);
  return attempt(scope, "elasticloadbalancing:DescribeTargetGroups", () =>
    collect(paginateDescribeTargetGroups({ client }, {}, { abortSignal }), (page) => page.TargetGroups),
  );
}

export async function describeTargetHealth(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  TargetGroupArn: string,
): Promise<readonly TargetHealthDescription[]> {
  const client = await clients.loadBalancing(scope);
  const command = new DescribeTargetHealthCommand({ TargetGroupArn });
  const { TargetHealthDescriptions } = await attempt(scope, "elasticloadbalancing:DescribeTargetHealth", () =>
    client.send(command, { abortSignal }),
  );
  return TargetHealthDescriptions ?? [];
}

/** Values of attributes, by AWS's keys. */
type Attributes = Readonly<Record<string, string>>;

export async function loadBalancerAttributes(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  LoadBalancerArn: string,
): Promise<Attributes> {
  const client = await clients.loadBalancing(scope);
  const command = new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn });
  const answer = await attempt(scope, "elasticloadbalancing:DescribeLoadBalancerAttributes", () =>
    client.send(command, { abortSignal }),
  );
  return toAttributes(answer.Attributes);
}

export async function listenerAttributes(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  ListenerArn: string,
): Promise<Attributes> {
  const client = await clients.loadBalancing(scope);
  const command = new DescribeListenerAttributesCommand({ ListenerArn });
  const answer = await attempt(scope, "elasticloadbalancing:DescribeListenerAttributes", () =>
    client.send(command, { abortSignal }),
  );
  return toAttributes(answer.Attributes);
}

export async function targetGroupAttributes(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  TargetGroupArn: string,
): Promise<Attributes> {
  const client = await clients.loadBalancing(scope);
  const command = new DescribeTargetGroupAttributesCommand({ TargetGroupArn });
  const answer = await attempt(scope, "elasticloadbalancing:DescribeTargetGroupAttributes", () =>
    client.send(command, { abortSignal }),
  );
  return toAttributes(answer.Attributes);
}

function toAttributes(
  list: readonly { Key?: string | undefined; Value?: string | undefined }[] = [],
): Attributes {
  return Object.fromEntries(
    list.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""]])),
  );
}
