import { resourceId } from "../../../../src/sandbox/state/ids.ts";
import type { RouteTable } from "../../../../src/sandbox/state/network.ts";
import { zoneName } from "../../../../src/sandbox/state/regions.ts";
import type { Faults } from "../fault.ts";
import { deny } from "../networkAcl.ts";
import type { Parts } from "../parts.ts";
import { closeInbound, closeOutbound } from "../rules.ts";

const awsService = "com.amazonaws.us-east-1.ssm";

/** B: the consumer's network. */
export const consumerNetworkFaults: Faults = {
  B1: { mutate: ({ endpointGroup }) => closeInbound(endpointGroup) },
  B2: {
    // As AWS does when nobody chooses a group.
    mutate: (parts) => {
      const { world, endpoint, consumerVpc } = parts;
      const group = [...world.securityGroups.values()].find(
        ({ name, vpcId }) => name === "default" && vpcId === consumerVpc.id,
      );
      endpoint.securityGroupIds = group === undefined ? [] : [group.id];
      for (const each of interfacesOf(parts)) each.securityGroupIds = endpoint.securityGroupIds;
    },
  },
  B3: { mutate: ({ testerGroup }) => closeOutbound(testerGroup) },
  B4: { mutate: ({ world, consumerVpc }) => deny(world, consumerVpc, "egress", [5000, 5000]) },
  B5: { mutate: ({ world, consumerVpc }) => deny(world, consumerVpc, "ingress", [5000, 5000]) },
  B6: { mutate: ({ world, consumerVpc }) => deny(world, consumerVpc, "ingress", [32_768, 65_535]) },
  B8: { mutate: (parts) => leadAside(parts, "eni-0123456789abcdef0") },
  B9: {
    // The rule that let clients in names a group of another VPC of the account.
    mutate: ({ world, endpointGroup }) => {
      const vpcId = resourceId("vpc");
      const other = { ...endpointGroup, id: resourceId("sg"), vpcId, name: "clients", rules: [] };
      world.securityGroups.set(other.id, other);
      for (const rule of endpointGroup.rules.filter(({ egress }) => !egress)) {
        delete rule.cidr;
        rule.referencedGroupId = other.id;
      }
    },
  },
  B10: {
    // The endpoint has left the zone whose name is asked for.
    mutate: inFirstZoneOnly,
    target: (target, parts) => ({ ...target, host: nameInOtherZone(parts) }),
    withIt: ["B11"],
  },
  B11: { mutate: inFirstZoneOnly },
  B15: {
    // Only endpoints to AWS's own services have policies.
    mutate: ({ endpoint }) => {
      endpoint.serviceName = awsService;
      delete endpoint.serviceId;
      endpoint.privateDnsEnabled = true;
      endpoint.policyDocument = JSON.stringify({
        Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }],
      });
    },
    target: (target) => ({ ...target, serviceName: awsService }),
  },
  B18: { mutate: (parts) => leadAside(parts, parts.tester.networkInterfaceId) },
};

function inFirstZoneOnly({ endpoint }: Parts): void {
  endpoint.subnetIds = endpoint.subnetIds.slice(0, 1);
  endpoint.networkInterfaceIds = endpoint.networkInterfaceIds.slice(0, 1);
  endpoint.dnsNames = endpoint.dnsNames.slice(0, 2);
}

/** As AWS would write it: the zone's name in the consumer's account goes behind the first label. */
function nameInOtherZone({ world, endpoint }: Parts): string {
  const [regional] = endpoint.dnsNames;
  const [label, ...rest] = (regional?.name ?? "").split(".");
  const { account, region, vpcId } = endpoint;
  const other = [...world.subnets.values()].find(
    (subnet) => subnet.vpcId === vpcId && !endpoint.subnetIds.includes(subnet.id),
  );
  const owner = world.accounts.find(({ id }) => id === account);
  if (owner === undefined || other === undefined) throw new Error("There is no other zone.");
  return [`${label}-${zoneName(owner, region, other.zoneId)}`, ...rest].join(".");
}

function interfacesOf({ world, endpoint }: Parts) {
  return endpoint.networkInterfaceIds.flatMap((id) => world.networkInterfaces.get(id) ?? []);
}

/** Packets from the tester to the endpoint's other subnet go somewhere else first. */
function leadAside(parts: Parts, target: string): void {
  const { world, tester } = parts;
  const other = interfacesOf(parts).find(({ subnetId }) => subnetId !== tester.subnetId);
  const subnet = world.subnets.get(other?.subnetId ?? "");
  if (subnet === undefined) throw new Error("The endpoint has no interface in another subnet.");
  tableOf(parts).routes.push({ destination: subnet.cidr, target });
}

function tableOf({ world, tester }: Parts): RouteTable {
  const tables = [...world.routeTables.values()].filter(({ vpcId }) => vpcId === tester.vpcId);
  const table = tables.find(({ subnetIds }) => subnetIds.includes(tester.subnetId)) ?? tables[0];
  if (table === undefined) throw new Error("The tester's subnet has no route table.");
  return table;
}
