import type { EndpointState } from "../../../../src/sandbox/state/privateLink.ts";
import { fastClock } from "../../fastClock.ts";
import type { Fault, Faults } from "../fault.ts";

function inState(state: EndpointState): Fault {
  return {
    mutate: ({ endpoint }) => {
      endpoint.state = state;
    },
  };
}

/** A: the endpoint's state. */
export const endpointStateFaults: Faults = {
  A1: inState("pendingAcceptance"),
  A2: inState("rejected"),
  A3: inState("expired"),
  A4: {
    mutate: ({ endpoint }) => {
      endpoint.state = "failed";
      endpoint.lastError = { code: "InternalError", message: "An internal error occurred." };
    },
  },
  A5: {
    mutate: ({ endpoint }) => {
      endpoint.state = "pending";
      endpoint.createdAt = new Date(fastClock.now());
    },
  },
  A6: {
    mutate: ({ endpoint }) => {
      endpoint.state = "pending";
      endpoint.createdAt = new Date(fastClock.now() - 3_600_000);
    },
  },
  A7: inState("deleting"),
  A8: {
    // Believed to lead to the service, it leads to AWS's own.
    mutate: ({ endpoint }) => {
      endpoint.serviceName = "com.amazonaws.us-east-1.ssm";
      delete endpoint.serviceId;
    },
  },
  A9: {
    mutate: ({ world, endpoint }) => {
      endpoint.type = "Gateway";
      for (const id of endpoint.networkInterfaceIds) world.networkInterfaces.delete(id);
      endpoint.networkInterfaceIds = [];
      endpoint.subnetIds = [];
      endpoint.dnsNames = [];
      endpoint.securityGroupIds = [];
    },
  },
  A10: {
    // A service that is deleted has rejected its connections before.
    mutate: ({ service, endpoint }) => {
      service.state = "Deleting";
      endpoint.state = "rejected";
    },
  },
  A11: {
    mutate: ({ service }) => {
      service.permissions = [];
    },
  },
};
