import { cidrContains, isIpv4, parsePort } from "../model/cidr.ts";
import type { OwnLoadBalancer } from "../model/loadBalancer.ts";
import type { Subnet } from "../model/network.ts";
import { known, type Loadable } from "../model/snapshot.ts";
import type { ApplicationTargets } from "../plan/publishIntent.ts";
import type { SampleRuntime } from "../plan/sampleApplication.ts";
import { type Facts, listenersOf } from "./facts.ts";
import { type Fields, splitList } from "./fields.ts";
import { type Field, lookupNotices, type Option, type Problem } from "./form.ts";
import { hasWayOut, instanceOption, onePerZone, subnetOption } from "./options.ts";
import { groupsById, isInVpc, type Place, subnetOfAddress, zoneOfSubnet } from "./place.ts";

/** What was chosen to stand behind the load balancer. */
export interface ChosenTargets {
  /** The fields to ask for it. */
  readonly fields: readonly Field[];
  /** Absent while the answer is missing. */
  readonly targets?: ApplicationTargets;
  /** The Availability Zones of the targets, by id; empty when any zone will do. */
  readonly zoneIds: readonly string[];
}

/** A new instance with the sample application. Without a way out of its subnet it can only run what is on the image. */
export function sampleTargets(fields: Fields, { subnets }: Place): ChosenTargets {
  const usable = onePerZone(subnets.filter(hasWayOut))[0] ?? onePerZone(subnets)[0];
  const field = fields.choice("applicationSubnet", subnets.map(subnetOption), usable?.id);
  const subnet = subnets.find(({ id }) => id === field.value);
  if (subnet === undefined) return { fields: [field], zoneIds: [] };
  const runtime: SampleRuntime = hasWayOut(subnet) ? "flask" : "standardLibrary";
  const notices = [{ code: "sampleRuntime", runtime, wayOut: subnet.wayOut } as const];
  return {
    fields: [{ ...field, notices }],
    targets: { kind: "sample", subnetId: subnet.id, zoneId: subnet.zoneId, runtime },
    zoneIds: [subnet.zoneId],
  };
}

export function instanceTargets(fields: Fields, place: Place): ChosenTargets {
  const { instances } = place;
  const field = fields.set("instances", instances.map(instanceOption), [], (ids) =>
    ids.length === 0 ? { code: "noInstances" } : undefined,
  );
  const chosen = instances.filter(({ id }) => field.values.includes(id));
  const targets = chosen.map(({ id, subnetId, securityGroupIds }) => ({
    id,
    zoneId: zoneOfSubnet(place, subnetId),
    ...firstGroup(place, securityGroupIds),
  }));
  return {
    fields: [field],
    targets: { kind: "instances", instances: targets },
    zoneIds: [...new Set(targets.map(({ zoneId }) => zoneId))],
  };
}

/** Addresses in the VPC, or outside it in the ranges that AWS allows. */
export function addressTargets(fields: Fields, place: Place): ChosenTargets {
  const field = fields.text("addresses", "", (text) =>
    text === "" ? { code: "required" } : checkAddresses(splitList(text), place),
  );
  const addresses = splitList(field.value).map((ip) => {
    const zoneId = subnetOfAddress(place, ip)?.zoneId;
    const instance = place.instances.find((candidate) => candidate.ip === ip);
    return {
      ip,
      ...(zoneId !== undefined && { zoneId }),
      ...firstGroup(place, instance?.securityGroupIds ?? []),
    };
  });
  const unknown = addresses.filter(({ group }) => group === undefined).map(({ ip }) => ip);
  const isUsable = field.problem === undefined;
  return {
    fields: [
      {
        ...field,
        mono: true,
        notices: isUsable && unknown.length > 0 ? [{ code: "groupsUnknown", unknown }] : [],
      },
    ],
    ...(isUsable && { targets: { kind: "addresses", addresses } }),
    zoneIds: [...new Set(addresses.flatMap(({ zoneId }) => zoneId ?? []))],
  };
}

/** RFC 1918 and RFC 6598: outside the VPC AWS registers no other addresses. */
const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

function checkAddresses(ips: readonly string[], place: Place): Problem | undefined {
  const wrong = ips.find((ip) => !isIpv4(ip));
  if (wrong !== undefined) return { code: "address", text: wrong };
  const nowhere = ips.find((ip) => isInVpc(place, ip) && subnetOfAddress(place, ip) === undefined);
  if (nowhere !== undefined) return { code: "addressInNoSubnet", text: nowhere };
  const open = ips.find(
    (ip) => !isInVpc(place, ip) && !privateBlocks.some((block) => cidrContains(block, ip)),
  );
  return open === undefined ? undefined : { code: "addressPublic", text: open };
}

/** One Application Load Balancer of the same VPC; the target group's port has to be one that it listens on. */
export function applicationLoadBalancerTargets(
  fields: Fields,
  facts: Facts,
  place: Place,
  balancers: Loadable<readonly OwnLoadBalancer[]>,
  port: string,
): ChosenTargets & { readonly chosen?: OwnLoadBalancer } {
  const candidates = known(balancers).filter(({ type }) => type === "application");
  const options = candidates.map((balancer) => applicationLoadBalancerOption(balancer, place));
  const inferred = options.find(({ refused }) => refused === undefined)?.value;
  const field = fields.choice("applicationLoadBalancer", options, inferred, lookupNotices(balancers));
  const chosen = candidates.find(({ arn }) => arn === field.value);
  if (chosen === undefined) return { fields: [field], zoneIds: [] };
  const listeners = listenersOf(facts, chosen.arn);
  const ports = known(listeners).map((listener) => listener.port);
  const missing = listeners.status === "ready" && !ports.includes(parsePort(port) ?? 0);
  const zoneIds = chosen.subnetIds.map((id) => zoneOfSubnet(place, id));
  return {
    fields: [
      {
        ...field,
        notices: lookupNotices(listeners),
        ...(missing && { problem: { code: "applicationLoadBalancerPort", port, ports } as const }),
      },
    ],
    targets: {
      kind: "applicationLoadBalancer",
      arn: chosen.arn,
      zoneIds,
      ...firstGroup(place, chosen.securityGroupIds),
    },
    // It is one target that every node may send to.
    zoneIds: [],
    chosen,
  };
}

function applicationLoadBalancerOption(balancer: OwnLoadBalancer, { vpc }: Place): Option {
  const option = { value: balancer.arn, label: balancer.name };
  if (balancer.vpcId !== vpc?.id) return { ...option, refused: "otherVpc" };
  return balancer.state === "active" ? option : { ...option, refused: "notActive" };
}

/** Of several groups that are attached together one suffices to let somebody in. */
function firstGroup(place: Place, ids: readonly string[]) {
  const [group] = groupsById(place, ids);
  return group === undefined ? {} : { group: { id: group.id, name: group.name } };
}

/** The subnets of a load balancer, in so far as they are in this VPC. */
export function subnetsOfBalancer({ subnetIds }: OwnLoadBalancer, { subnets }: Place): readonly Subnet[] {
  return subnets.filter(({ id }) => subnetIds.includes(id));
}
