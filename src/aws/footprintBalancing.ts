import {
  DescribeTagsCommand,
  type Listener,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type {
  ListenerFootprint,
  LoadBalancerFootprint,
  TargetGroupFootprint,
} from "../core/model/footprint.ts";
import type { EndpointService } from "../core/model/service.ts";
import { planTag, type Tags } from "../core/model/tags.ts";
import {
  describeListeners,
  describeLoadBalancers,
  describeTargetGroups,
  describeTargetHealth,
  loadBalancerAttributes,
} from "./balancing.ts";
import { forwardsToEach } from "./listeners.ts";
import { toTags } from "./mapping.ts";
import type { Reading } from "./reading.ts";

/** AWS describes the tags of at most this many resources at once. */
const tagBatch = 20;

/** The load balancers behind one service, and the target groups behind those. */
export class BalancingFootprints {
  readonly #reading: Reading;
  #securityGroupIds: readonly string[] = [];
  #others: readonly TargetGroup[] = [];

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The groups of the load balancers that were read. */
  get securityGroupIds(): readonly string[] {
    return this.#securityGroupIds;
  }

  async loadBalancers({ loadBalancerArns }: EndpointService, others: readonly EndpointService[]) {
    const found = await describeLoadBalancers(this.#reading, loadBalancerArns);
    this.#securityGroupIds = found.flatMap(({ SecurityGroups }) => SecurityGroups ?? []);
    const read = await Promise.all(
      found.map(async (each) => {
        const arn = each.LoadBalancerArn ?? "";
        const [listeners, deletionProtected] = await Promise.all([
          describeListeners(this.#reading, arn),
          this.#isProtected(arn),
        ]);
        return { arn, name: each.LoadBalancerName ?? "", listeners, deletionProtected };
      }),
    );
    const tags = await this.#tags(
      read.flatMap(({ arn, listeners }) => [
        arn,
        ...listeners.flatMap(({ ListenerArn }) => ListenerArn ?? []),
      ]),
    );
    const loadBalancers = read.map(
      (each): LoadBalancerFootprint => ({
        ...each,
        tags: tags.get(each.arn) ?? {},
        listeners: each.listeners.map((listener) => toListener(listener, tags)),
        otherServices: others
          .filter((other) => other.loadBalancerArns.includes(each.arn))
          .map(({ id }) => id),
      }),
    );
    return { loadBalancers, vpcIds: [...new Set(found.flatMap(({ VpcId }) => VpcId ?? []))] };
  }

  /** Those that a listener forwards to, and those of the plans that nothing forwards to any more. */
  async targetGroups(
    loadBalancers: readonly LoadBalancerFootprint[],
    vpcIds: readonly string[],
    plans: readonly string[],
  ): Promise<readonly TargetGroupFootprint[]> {
    if (loadBalancers.length === 0) return [];
    const all = await describeTargetGroups(this.#reading);
    const arns = loadBalancers.flatMap(({ listeners }) => listeners.flatMap((each) => each.targetGroupArns));
    const isForwardedTo = (arn = "") => arns.includes(arn);
    const candidates = all.filter(
      ({ TargetGroupArn, LoadBalancerArns = [], VpcId = "" }) =>
        isForwardedTo(TargetGroupArn) || (LoadBalancerArns.length === 0 && vpcIds.includes(VpcId)),
    );
    const tags = await this.#tags(candidates.flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []));
    const wanted = candidates.filter(
      ({ TargetGroupArn = "" }) =>
        isForwardedTo(TargetGroupArn) || plans.includes(tags.get(TargetGroupArn)?.[planTag] ?? ""),
    );
    this.#others = all.filter((each) => !wanted.includes(each));
    return Promise.all(
      wanted.map(
        async ({ TargetGroupArn: arn = "", TargetGroupName = "", TargetType, LoadBalancerArns = [] }) => ({
          arn,
          name: TargetGroupName,
          tags: tags.get(arn) ?? {},
          loadBalancerArns: LoadBalancerArns,
          instanceIds: TargetType === "instance" ? await this.#targets(arn) : [],
        }),
      ),
    );
  }

  /** Names of the target groups of some VPCs that were not read before, by the instances that are registered in them. */
  async otherTargetGroups(vpcIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const candidates = this.#others.filter(
      ({ TargetType, VpcId = "" }) => TargetType === "instance" && vpcIds.includes(VpcId),
    );
    const registered = await Promise.all(
      candidates.map(async ({ TargetGroupArn = "", TargetGroupName = "" }) => {
        const ids = await this.#targets(TargetGroupArn);
        return ids.map((id) => ({ id, name: TargetGroupName }));
      }),
    );
    const byId = Map.groupBy(registered.flat(), ({ id }) => id);
    return new Map([...byId].map(([id, groups]) => [id, groups.map(({ name }) => name)]));
  }

  async #isProtected(arn: string): Promise<boolean> {
    const attributes = await loadBalancerAttributes(this.#reading, arn);
    return attributes["deletion_protection.enabled"] === "true";
  }

  async #targets(arn: string): Promise<readonly string[]> {
    const targets = await describeTargetHealth(this.#reading, arn);
    return [...new Set(targets.flatMap(({ Target }) => Target?.Id ?? []))];
  }

  async #tags(arns: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
    const { clients, attempt, scope, signal: abortSignal } = this.#reading;
    const client = await clients.loadBalancing(scope);
    const batches = Array.from({ length: Math.ceil(arns.length / tagBatch) }, (_, index) =>
      arns.slice(index * tagBatch, (index + 1) * tagBatch),
    );
    const answers = await Promise.all(
      batches.map((batch) =>
        attempt(scope, "elasticloadbalancing:DescribeTags", () =>
          client.send(new DescribeTagsCommand({ ResourceArns: batch }), { abortSignal }),
        ),
      ),
    );
    const described = answers.flatMap(({ TagDescriptions }) => TagDescriptions ?? []);
    return new Map(described.map(({ ResourceArn = "", Tags }) => [ResourceArn, toTags(Tags)]));
  }
}

function toListener(listener: Listener, tags: ReadonlyMap<string, Tags>): ListenerFootprint {
  const { ListenerArn = "", Protocol = "TCP", Port = 0 } = listener;
  return {
    arn: ListenerArn,
    protocol: Protocol,
    port: Port,
    tags: tags.get(ListenerArn) ?? {},
    targetGroupArns: forwardsToEach(listener),
  };
}
