import { setDualstack } from "./balancerChanges.ts";
import type { PlanContext } from "./context.ts";
import type { Named } from "./elbChange.ts";
import type { Input, Step } from "./step.ts";

/** A service takes IPv6 as well; AWS wants all its load balancers to be dualstack first. */
export function takeIpv6(
  context: PlanContext,
  service: { readonly id: string; readonly name: string },
  ipv4Balancers: readonly Named[],
): readonly Step[] {
  const balancers = ipv4Balancers.map((balancer, index) => ({
    ...setDualstack(context, balancer),
    id: `address-type-${index + 1}`,
  }));
  const input = (member: "Add" | "Remove"): Input => ({
    ServiceId: service.id,
    [`${member}SupportedIpAddressTypes`]: ["ipv6"],
  });
  const call = { service: "ec2", operation: "ModifyVpcEndpointServiceConfiguration" } as const;
  const offer: Step = {
    ...call,
    id: "service",
    scope: context.scope,
    input: input("Add"),
    subject: { code: "named", name: service.name },
    outputs: {},
    inverse: {
      ...call,
      input: input("Remove"),
      goneWhen: ["InvalidVpcEndpointServiceId.NotFound"],
      retryOn: [],
    },
    permissions: ["ec2:ModifyVpcEndpointServiceConfiguration"],
  };
  return [...balancers, offer];
}
