import { cidrContains, isAddress } from "../../state/addresses.ts";
import type { Target, TargetGroup } from "../../state/balancing.ts";
import { ipv6Contains } from "../../state/ipv6.ts";
import { zoneName, zonesOf } from "../../state/regions.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";

export interface TargetDescription {
  Id: string;
  Port?: number;
  AvailabilityZone?: string;
}

/** Outside the VPC only private addresses of RFC 1918 and RFC 6598 can be targets. */
const outsideRanges = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/** A new target's zone if the request has to say it; throws AWS's reason why this cannot be a target of the group. */
export function checkedTarget(
  target: TargetDescription,
  group: TargetGroup,
  call: Call,
): Pick<Target, "zoneId"> {
  if (group.targetType === "ip") return checkedAddress(target, group, call);
  if (target.AvailabilityZone !== undefined) {
    const message = `An Availability Zone cannot be specified for targets of the type '${group.targetType}'`;
    throw new AwsError("ValidationError", message);
  }
  if (group.targetType === "alb") checkBalancer(target, group, call);
  else checkInstance(target.Id, group, call);
  return {};
}

/** A target group of load balancers takes one of them; throws `TooManyTargets` (ledger: second-application-balancer). */
export function checkCount(targets: readonly TargetDescription[], group: TargetGroup): void {
  if (group.targetType !== "alb") return;
  const present = group.targets.filter(({ draining }) => !draining).map(({ id }) => id);
  if (new Set([...present, ...targets.map(({ Id }) => Id)]).size <= 1) return;
  const message = `A target group with the target type 'alb' can have only one target: '${group.arn}'`;
  throw new AwsError("TooManyTargets", message);
}

/** Whether a load balancer is a target of another one, at one of its listeners' ports or at any. */
export function isTarget(arn: string, port: number | undefined, call: Call): boolean {
  return owned(call.world.targetGroups, call).some(
    ({ targetType, targets }) =>
      targetType === "alb" &&
      targets.some(
        (target) => !target.draining && target.id === arn && (port ?? target.port) === target.port,
      ),
  );
}

function checkInstance(id: string, group: TargetGroup, call: Call): void {
  const instance = find(call.world.instances, id, call);
  if (instance === undefined) throw invalid(`The following instance IDs are not valid: '${id}'`);
  if (instance.vpcId !== group.vpcId) throw elsewhere(id, group);
  if (instance.state !== "running")
    throw invalid(`The following targets are not in a running state and cannot be registered: '${id}'`);
  if (group.ipAddressType === "ipv6")
    throw invalid(`The following targets do not have a primary IPv6 address: '${id}'`);
}

function checkBalancer({ Id, Port }: TargetDescription, group: TargetGroup, call: Call): void {
  const balancer = find(call.world.loadBalancers, Id, call);
  if (balancer?.type !== "application")
    throw invalid(`The following targets are not valid Application Load Balancers: '${Id}'`);
  if (balancer.vpcId !== group.vpcId) throw elsewhere(Id, group);
  const port = Port ?? group.port;
  const listens = owned(call.world.listeners, call).some(
    (listener) => listener.loadBalancerArn === Id && listener.port === port,
  );
  if (port !== group.port || !listens) {
    const rule = `must have a listener on the port '${group.port}' of the target group`;
    throw invalid(`The Application Load Balancer '${Id}' ${rule}`);
  }
}

function checkedAddress(
  { Id, AvailabilityZone }: TargetDescription,
  group: TargetGroup,
  call: Call,
): Pick<Target, "zoneId"> {
  const subnets = owned(call.world.subnets, call).filter(({ vpcId }) => vpcId === group.vpcId);
  if (group.ipAddressType === "ipv6") {
    if (subnets.some(({ ipv6Cidr = "" }) => ipv6Contains(ipv6Cidr, Id))) return {};
    throw new AwsError("ValidationError", `The IP address '${Id}' is not a valid IPv6 address of the VPC`);
  }
  if (!isAddress(Id))
    throw new AwsError("ValidationError", `The IP address '${Id}' is not a valid IPv4 address`);
  const subnet = subnets.find(({ cidr }) => cidrContains(cidr, Id));
  if (subnet !== undefined) {
    const own = zoneName(call.account, call.region, subnet.zoneId);
    if (AvailabilityZone === undefined || AvailabilityZone === own) return {};
    const change = `cannot have its Availability Zone overridden to '${AvailabilityZone}' from '${own}'`;
    throw new AwsError("ValidationError", `The IP address '${Id}' is within the VPC, and ${change}`);
  }
  if (!outsideRanges.some((range) => cidrContains(range, Id))) {
    const ranges = `the VPC or one of the ranges ${outsideRanges.join(", ")}`;
    throw new AwsError("ValidationError", `The IP address '${Id}' is not within ${ranges}`);
  }
  return { zoneId: outsideZone(Id, AvailabilityZone, call) };
}

function outsideZone(id: string, name: string | undefined, call: Call): string {
  if (name === "all") return name;
  const zone = zonesOf(call.account, call.region).find((each) => each.name === name);
  if (zone !== undefined) return zone.id;
  const choice =
    "You must specify a valid Availability Zone or select 'all' for all enabled Availability zones";
  throw new AwsError("ValidationError", `${choice}, since the IP address '${id}' is outside the VPC`);
}

function elsewhere(id: string, group: TargetGroup): AwsError {
  return invalid(`The following targets are not in the target group VPC '${group.vpcId}': '${id}'`);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidTarget", message);
}
