import { resourceId } from "../../../../src/sandbox/state/ids.ts";
import type { Route } from "../../../../src/sandbox/state/network.ts";
import type { Fault, Faults } from "../fault.ts";
import type { Parts } from "../parts.ts";

/** Without an endpoint, the service itself is asked about. */
const withoutEndpoint: Pick<Fault, "target"> = { target: ({ serviceName }) => ({ serviceName }) };

function unmanaged({ world, tester }: Parts): void {
  world.managedInstances.delete(tester.id);
}

function loseAgent({ world, tester }: Parts): void {
  const managed = world.managedInstances.get(tester.id);
  if (managed !== undefined) managed.pingStatus = "ConnectionLost";
}

function closeWayOut({ world, tester }: Parts): void {
  const isWayOut = ({ destination }: Route) => destination === "0.0.0.0/0";
  for (const table of world.routeTables.values())
    if (table.vpcId === tester.vpcId) table.routes = table.routes.filter((route) => !isWayOut(route));
}

function closedGroup({ world, testerGroup }: Parts): string {
  const group = { ...testerGroup, id: resourceId("sg"), name: "agents", rules: [] };
  world.securityGroups.set(group.id, group);
  return group.id;
}

/** G: permissions, accounts and Systems Manager. */
export const accessFaults: Faults = {
  G1: {
    // Nothing can be created then, so there is no endpoint to ask about.
    mutate: ({ world, service }) => {
      world.endpoints.clear();
      service.permissions = [];
    },
    ...withoutEndpoint,
  },
  G2: {
    mutate: ({ world, service, tester }) => {
      world.endpoints.clear();
      for (const permission of service.permissions)
        permission.principal = `arn:aws:iam::${tester.account}:role/somebody-else`;
    },
    ...withoutEndpoint,
  },
  G4: {
    mutate: ({ world }) => world.endpoints.clear(),
    target: ({ serviceName }) => ({ serviceName: serviceName.replace("us-east-1", "eu-west-1") }),
  },
  G9: { mutate: unmanaged },
  G10: {
    mutate: (parts) => {
      unmanaged(parts);
      delete parts.tester.instanceProfileArn;
    },
  },
  G11: {
    mutate: (parts) => {
      unmanaged(parts);
      for (const role of parts.world.roles.values()) role.policyArns = [];
    },
  },
  G12: {
    mutate: (parts) => {
      unmanaged(parts);
      closeWayOut(parts);
    },
  },
  G13: {
    // The endpoints that agents need, with a group that lets nobody in.
    mutate: (parts) => {
      const { world } = parts;
      const { serviceId: _, ...endpoint } = parts.endpoint;
      unmanaged(parts);
      closeWayOut(parts);
      const group = closedGroup(parts);
      for (const name of ["ssm", "ssmmessages"]) {
        const id = resourceId("vpce");
        world.endpoints.set(id, {
          ...endpoint,
          id,
          serviceName: `com.amazonaws.us-east-1.${name}`,
          securityGroupIds: [group],
          privateDnsEnabled: true,
          tags: new Map([["Name", name]]),
        });
      }
    },
  },
  G14: { mutate: loseAgent },
  G15: {
    mutate: (parts) => {
      parts.tester.state = "stopped";
      loseAgent(parts);
    },
  },
};
