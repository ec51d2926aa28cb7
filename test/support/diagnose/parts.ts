import type { Listener, LoadBalancer, TargetGroup } from "../../../src/sandbox/state/balancing.ts";
import type { Instance } from "../../../src/sandbox/state/compute.ts";
import type { SecurityGroup, Vpc } from "../../../src/sandbox/state/network.ts";
import type { Endpoint, EndpointService } from "../../../src/sandbox/state/privateLink.ts";
import type { World } from "../../../src/sandbox/state/world.ts";

/** What stands on the path of the scenario `connected`, to be broken. */
export interface Parts {
  readonly world: World;
  readonly endpoint: Endpoint;
  readonly endpointGroup: SecurityGroup;
  /** The instance that tests run on, in the first zone. */
  readonly tester: Instance;
  readonly testerGroup: SecurityGroup;
  readonly consumerVpc: Vpc;
  readonly service: EndpointService;
  readonly loadBalancer: LoadBalancer;
  readonly loadBalancerGroup: SecurityGroup;
  readonly listener: Listener;
  readonly targetGroup: TargetGroup;
  /** One in each zone. */
  readonly applications: readonly Instance[];
  readonly applicationGroup: SecurityGroup;
}

export function partsOf(world: World): Parts {
  const endpoint = first("endpoint", world.endpoints);
  const groupOf = (name: string) => first(name, world.securityGroups, (group) => group.name === name);
  return {
    world,
    endpoint,
    endpointGroup: groupOf("orders-flask-hello"),
    tester: first("tester", world.instances, ({ tags }) => tags.get("Name") === "tester"),
    testerGroup: groupOf("tester"),
    consumerVpc: first("VPC of the endpoint", world.vpcs, ({ id }) => id === endpoint.vpcId),
    service: first("service", world.endpointServices),
    loadBalancer: first("load balancer", world.loadBalancers),
    loadBalancerGroup: groupOf("flask-hello-nlb"),
    listener: first("listener", world.listeners),
    targetGroup: first("target group", world.targetGroups),
    applications: [...world.instances.values()].filter(({ application }) => application !== undefined),
    applicationGroup: groupOf("flask-hello-app"),
  };
}

/** A fault that hits nothing would make a test prove nothing. */
function first<T>(
  name: string,
  items: ReadonlyMap<string, T>,
  isMeant: (item: T) => boolean = () => true,
): T {
  const found = [...items.values()].find(isMeant);
  if (found === undefined) throw new Error(`The world has no ${name}.`);
  return found;
}
