import type { EndpointService, SupportedIpType } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";

/** Whether a service keeps a load balancer: one belongs to one service only, until that is deleted. */
function holdsLoadBalancer(service: EndpointService, arn: string): boolean {
  return service.state !== "Deleted" && service.loadBalancerArns.includes(arn);
}

/** The caller's services that keep a load balancer. */
export function servicesOf(arn: string, call: Call): EndpointService[] {
  return owned(call.world.endpointServices, call).filter((service) => holdsLoadBalancer(service, arn));
}

/** Throws unless each is a Network Load Balancer of the caller's own and free for the service. */
export function checkLoadBalancers(arns: readonly string[], serviceId: string | undefined, call: Call): void {
  for (const arn of arns) {
    const balancer = find(call.world.loadBalancers, arn, call);
    if (balancer === undefined) {
      throw new AwsError("InvalidLoadBalancerArn", `Load balancer arn '${arn}' is not valid`);
    }
    // Code and message are a guess (ledger: service-network-balancers-only).
    if (balancer.type !== "network") {
      const message = `The load balancer '${arn}' is not a Network Load Balancer.`;
      throw new AwsError("InvalidParameter", message);
    }
    const taken = owned(call.world.endpointServices, call).find(
      (service) => service.id !== serviceId && holdsLoadBalancer(service, arn),
    );
    if (taken !== undefined) {
      throw new AwsError(
        "InvalidParameter",
        `${arn} is already associated with another VPC endpoint service: ${taken.id}`,
      );
    }
  }
}

/** The zones of some load balancers, as they are now. */
export function enabledZones(arns: readonly string[], call: Call): string[] {
  const zones = arns.flatMap(
    (arn) => call.world.loadBalancers.get(arn)?.nodes.map((node) => node.zoneId) ?? [],
  );
  return [...new Set(zones)].sort();
}

/** The address types that a request wants, checked against what its load balancers can do. */
export function checkedIpTypes(
  types: readonly string[],
  arns: readonly string[],
  call: Call,
): SupportedIpType[] {
  const unknown = types.find((type) => type !== "ipv4" && type !== "ipv6");
  if (unknown !== undefined) {
    throw new AwsError("InvalidParameterValue", `Invalid value '${unknown}' for supported IP address type.`);
  }
  const dualstack = arns.every((arn) => call.world.loadBalancers.get(arn)?.ipAddressType === "dualstack");
  if (types.includes("ipv6") && !dualstack) {
    const rule = "requires every load balancer to have the IP address type dualstack.";
    throw new AwsError("InvalidParameter", `The supported IP address type ipv6 ${rule}`);
  }
  if (types.length === 0) {
    throw new AwsError("InvalidParameter", "A service needs at least one supported IP address type.");
  }
  return (["ipv4", "ipv6"] as const).filter((type) => types.includes(type));
}
