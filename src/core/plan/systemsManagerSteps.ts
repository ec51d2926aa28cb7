import type { InterfacePlacement } from "./connectIntent.ts";
import type { PlanContext } from "./context.ts";
import { interfaceEndpointStep } from "./endpointSteps.ts";
import { allowIngress, createSecurityGroup } from "./securityGroupSteps.ts";
import { from, type Step } from "./step.ts";

const https = 443;
const groupName = "systems-manager-endpoints";

interface Place {
  readonly vpc: { readonly id: string; readonly cidrs: readonly string[] };
  /** One per Availability Zone. */
  readonly subnets: readonly { readonly id: string; readonly zoneId: string }[];
}

/** Endpoints through which agents reach Systems Manager from a VPC without a way out, with a group that lets the VPC in. */
export function systemsManagerEndpoints(
  context: PlanContext,
  { vpc, subnets }: Place,
  serviceNames: readonly string[],
): readonly Step[] {
  const placement: InterfacePlacement = {
    kind: "interface",
    subnets,
    groups: { kind: "new", port: https, clientCidrs: vpc.cidrs },
    ipAddressType: "ipv4",
    // Agents know the services by their own names only.
    privateDns: { when: "atOnce", name: "", missing: [] },
  };
  return [
    createSecurityGroup(context, "group", {
      name: `${groupName}-${vpc.id}`,
      description: "Endpoints of Systems Manager",
      vpcId: vpc.id,
    }),
    ...allowIngress(context, "allow-agents", {
      groupId: from("group", "groupId"),
      groupName,
      port: https,
      source: { cidrs: vpc.cidrs },
      reason: "endpointClients",
      description: "Agents of Systems Manager",
    }),
    ...serviceNames.map((name) => {
      const short = name.split(".").at(-1) ?? name;
      const wanted = { name: short, service: { name }, vpc };
      return interfaceEndpointStep(
        context,
        wanted,
        placement,
        [from("group", "groupId")],
        `endpoint-${short}`,
      );
    }),
  ];
}
