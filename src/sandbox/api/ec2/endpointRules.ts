import type { Clock } from "../../state/clock.ts";
import type { Endpoint } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import type { VisibleService } from "./visibleServices.ts";

/** The caller's endpoint; throws `InvalidVpcEndpointId.NotFound`. */
export function ownEndpoint(id: string, call: Call): Endpoint {
  const endpoint = find(call.world.endpoints, id, call);
  if (endpoint !== undefined) return endpoint;
  throw new AwsError("InvalidVpcEndpointId.NotFound", `The Vpc Endpoint Id '${id}' does not exist`);
}

/** An accepted connection is `pending` for a while, never `available` at once. */
export function becomeAvailable(endpoint: Endpoint, clock: Clock): void {
  endpoint.state = "pending";
  clock.later("connectionPending", () => {
    if (endpoint.state === "pending") endpoint.state = "available";
  });
}

/** Throws AWS's reason why private DNS cannot be enabled, if there is one. */
export function checkPrivateDns(
  service: VisibleService,
  endpoint: { accepted: boolean; vpcId: string; id?: string },
  call: Call,
): void {
  const { name, privateDnsName } = service;
  if (privateDnsName === undefined) {
    throw refused(
      `Private DNS can't be enabled because the service ${name} does not provide a private DNS name.`,
    );
  }
  if (!service.privateDnsVerified) {
    throw refused(
      `Private DNS can't be enabled because the service ${name} has not verified the private DNS name.`,
    );
  }
  if (!endpoint.accepted) {
    const after = `after the endpoint connection is accepted by the owner of ${name}.`;
    throw refused(`Private DNS can only be enabled ${after}`);
  }
  const rival = owned(call.world.endpoints, call).find(
    (other) =>
      other.vpcId === endpoint.vpcId &&
      other.id !== endpoint.id &&
      other.serviceName === name &&
      other.privateDnsEnabled,
  );
  if (rival === undefined) return;
  const conflict = `there is already a conflicting DNS domain for ${privateDnsName} in the VPC ${endpoint.vpcId}`;
  throw refused(`private-dns-enabled cannot be set because ${conflict}`);
}

function refused(message: string): AwsError {
  return new AwsError("InvalidParameter", message);
}
