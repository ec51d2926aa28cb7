import type { Connection } from "./connection.ts";
import type { VpcEndpoint } from "./endpoint.ts";
import type { EndpointService } from "./service.ts";
import { planTag, type Tags } from "./tags.ts";

/**
 * What stands behind one endpoint service or one endpoint, and who else uses any of it: what has to be known before
 * something is deleted. What another plan or person made is in it too.
 */
export interface Footprint {
  readonly service?: EndpointService;
  readonly endpoint?: VpcEndpoint;
  readonly connections: readonly Connection[];
  readonly notificationIds: readonly string[];
  readonly loadBalancers: readonly LoadBalancerFootprint[];
  readonly targetGroups: readonly TargetGroupFootprint[];
  readonly instances: readonly InstanceFootprint[];
  readonly securityGroups: readonly SecurityGroupFootprint[];
  /** Of testers: what else was made for them. */
  readonly testers?: TesterFootprint;
}

/** What was made for the testers of one VPC, beside instances and security groups. */
interface TesterFootprint {
  /** Endpoints to Systems Manager. */
  readonly endpoints: readonly VpcEndpoint[];
  /** Names of managed instances of the VPC that are no testers: the endpoints lead them to Systems Manager too. */
  readonly otherManaged: readonly string[];
  /** Absent when the account has no such role. */
  readonly role?: TesterRoleFootprint;
  /** The plans that made any of it. */
  readonly plans: readonly string[];
}

export interface TesterRoleFootprint {
  readonly name: string;
  readonly tags: Tags;
  /** Names of instances elsewhere that have the profile. */
  readonly otherInstances: readonly string[];
}

export interface LoadBalancerFootprint {
  readonly arn: string;
  readonly name: string;
  readonly tags: Tags;
  readonly deletionProtected: boolean;
  readonly listeners: readonly ListenerFootprint[];
  /** Ids of the account's other services that rest on it: AWS refuses to delete it before them. */
  readonly otherServices: readonly string[];
}

export interface ListenerFootprint {
  readonly arn: string;
  readonly protocol: string;
  readonly port: number;
  readonly tags: Tags;
  readonly targetGroupArns: readonly string[];
}

export interface TargetGroupFootprint {
  readonly arn: string;
  readonly name: string;
  readonly tags: Tags;
  /** ARNs of all load balancers that forward to it. */
  readonly loadBalancerArns: readonly string[];
  /** Empty for targets that are not instances. */
  readonly instanceIds: readonly string[];
}

export interface InstanceFootprint {
  readonly id: string;
  readonly type: string;
  readonly tags: Tags;
  /** Names of target groups beyond these that it is registered in. */
  readonly otherTargetGroups: readonly string[];
}

export interface SecurityGroupFootprint {
  readonly id: string;
  readonly name: string;
  readonly tags: Tags;
  /**
   * Whose network interfaces it guards: an instance's or endpoint's id, a load balancer's `net/NAME/ID`, or the id of
   * an interface that is none of these. AWS deletes no group that guards one.
   */
  readonly users: readonly string[];
  readonly rules: readonly RuleFootprint[];
}

export interface RuleFootprint {
  readonly id: string;
  readonly egress: boolean;
  /** Protocol and ports as AWS writes them, such as `TCP 5000`. */
  readonly traffic: string;
  /** A CIDR block, a prefix list or a security group's id. */
  readonly peer: string;
  readonly tags: Tags;
}

/**
 * The plans that made the service, the endpoint or the testers, or a load balancer that nothing else rests on. What other plans made
 * may stand behind it too, such as an instance of another service's sample.
 */
export function ownPlans({ service, endpoint, loadBalancers, testers }: Footprint): ReadonlySet<string> {
  const free = loadBalancers.filter(({ otherServices }) => otherServices.length === 0);
  const owners = [service, endpoint, ...free].flatMap((each) => each?.tags[planTag] ?? []);
  return new Set([...owners, ...(testers?.plans ?? [])]);
}

/** What a tear-down begins at. */
export interface TearDownTarget {
  readonly kind: "service" | "endpoint" | "testers";
  /** For testers, their VPC's. */
  readonly id: string;
}
