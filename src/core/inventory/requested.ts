import { isAcceptable } from "../model/connection.ts";
import { accountArn, everyone } from "../model/principal.ts";
import type { ConnectionRequest } from "../model/request.ts";
import { partitionOf } from "../model/scope.ts";
import { known } from "../model/snapshot.ts";
import { connectionNode } from "./connections.ts";
import type { ConnectionNode, ServiceTarget } from "./node.ts";
import { type InventoryState, readSnapshots } from "./state.ts";

/** The service that a request is for, where one of the open scopes owns it. */
export function requestedService(
  state: InventoryState,
  { serviceName }: ConnectionRequest,
): ServiceTarget | undefined {
  const targets = readSnapshots(state).flatMap(({ scope, services }) =>
    known(services).map((service): ServiceTarget => ({ scope, service })),
  );
  return targets.find(({ service }) => service.name === serviceName);
}

/** What AWS says about a request of somebody else. */
export interface RequestStanding {
  readonly allowed: boolean;
  /** Its connection, as far as there is one. */
  readonly connection?: ConnectionNode;
  /** The endpoint that it names is connected, and belongs to another account than the one that asks. */
  readonly foreign: boolean;
}

/** @param principals The service's own list of the moment. */
export function standingOf(
  state: InventoryState,
  { service }: ServiceTarget,
  request: ConnectionRequest,
  principals: readonly string[],
): RequestStanding {
  const { account, endpointId, principal, region } = request;
  const wide = [principal, everyone, accountArn(account, partitionOf(region))];
  const connection = readSnapshots(state)
    .flatMap((snapshot) =>
      known(snapshot.connections)
        .filter(({ serviceId }) => serviceId === service.id)
        .filter((each) =>
          endpointId === undefined
            ? each.owner === account && isAcceptable(each)
            : each.endpointId === endpointId,
        )
        .map((each) => connectionNode(state, snapshot, each, "request")),
    )
    .at(0);
  return {
    allowed: principals.some((arn) => wide.includes(arn)),
    foreign: connection !== undefined && connection.connection.owner !== account,
    ...(connection !== undefined && { connection }),
  };
}
