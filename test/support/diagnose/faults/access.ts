import type { Route } from "../../../../src/sandbox/state/network.ts";
import type { Fault, Faults } from "../fault.ts";
import type { Parts } from "../parts.ts";

/** Without an endpoint, the service itself is asked about. */
const withoutEndpoint: Pick<Fault, "target"> = { target: ({ serviceName }) => ({ serviceName }) };

function unmanaged({ world, tester }: Parts): void {
  world.managedInstances.delete(tester.id);
}

function closeWayOut({ world, tester }: Parts): void {
  const isWayOut = ({ destination }: Route) => destination === "0.0.0.0/0";
  for (const table of world.routeTables.values())
    if (table.vpcId === tester.vpcId) table.routes = table.routes.filter((route) => !isWayOut(route));
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
  G14: {
    mutate: ({ world, tester }) => {
      const managed = world.managedInstances.get(tester.id);
      if (managed !== undefined) managed.pingStatus = "ConnectionLost";
    },
  },
  G15: {
    mutate: ({ tester }) => {
      tester.state = "stopped";
    },
  },
};
