import { retryAgents } from "../../guest/agent.ts";
import { privateDnsNameOf } from "../../state/awsServices.ts";
import type { Clock } from "../../state/clock.ts";
import type { Endpoint } from "../../state/privateLink.ts";
import { vpcDns } from "../../state/vpcDns.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import type { VisibleService } from "./visibleServices.ts";

/** The caller's endpoint; throws `InvalidVpcEndpointId.NotFound`, or `.Malformed` for what is no such id. */
export function ownEndpoint(id: string, call: Call): Endpoint {
  if (!/^vpce-[0-9a-f]+$/.test(id)) {
    throw new AwsError("InvalidVpcEndpointId.Malformed", `Invalid Id: '${id}' (expecting 'vpce-...')`);
  }
  const endpoint = find(call.world.endpoints, id, call);
  if (endpoint !== undefined) return endpoint;
  throw new AwsError("InvalidVpcEndpointId.NotFound", `The Vpc Endpoint Id '${id}' does not exist`);
}

/** An accepted connection is `pending` for a while, never `available` at once. */
export function becomeAvailable(endpoint: Endpoint, { world, clock }: Call): void {
  endpoint.state = "pending";
  clock.later("connectionPending", () => {
    if (endpoint.state !== "pending") return;
    endpoint.state = "available";
    retryAgents(endpoint.vpcId, world, clock);
  });
}

/** A request that nobody answers expires (ledger: request-expires). */
export function awaitAcceptance(endpoint: Endpoint, clock: Clock): void {
  endpoint.state = "pendingAcceptance";
  clock.later("acceptanceExpiring", () => {
    if (endpoint.state === "pendingAcceptance") endpoint.state = "expired";
  });
}

/** Whether an endpoint is there: one being deleted holds no names and counts for no quota. */
export function exists(endpoint: Endpoint): boolean {
  return endpoint.state !== "deleting" && endpoint.state !== "deleted";
}

/** Throws `OperationNotPermitted` for an endpoint that a service of AWS made, and that only it changes. */
export function refuseServicesOwn({ id, requesterManaged }: Endpoint): void {
  if (requesterManaged !== true) return;
  throw new AwsError("OperationNotPermitted", `The VPC endpoint ${id} is managed by an AWS service.`);
}

/** Throws AWS's reason why private DNS cannot be enabled, if there is one. */
export function checkPrivateDns(
  service: VisibleService,
  endpoint: { accepted: boolean; vpcId: string; id?: string },
  call: Call,
): void {
  const { name, privateDnsName } = service;
  const refusal = `Private DNS can't be enabled because the service ${name}`;
  if (privateDnsName === undefined) throw refused(`${refusal} does not provide a private DNS name.`);
  if (service.privateDnsState !== "verified") {
    throw refused(`${refusal} has not verified the private DNS name.`);
  }
  if (!endpoint.accepted) {
    const after = `after the endpoint connection is accepted by the owner of ${name}.`;
    throw refused(`Private DNS can only be enabled ${after}`);
  }
  checkVpcDns(endpoint.vpcId, call);
  const rival = owned(call.world.endpoints, call).find(
    (other) =>
      other.vpcId === endpoint.vpcId &&
      other.id !== endpoint.id &&
      other.privateDnsEnabled &&
      exists(other) &&
      privateDnsNameOf(call.world, other) === privateDnsName,
  );
  if (rival === undefined) return;
  const conflict = `there is already a conflicting DNS domain for ${privateDnsName} in the VPC ${endpoint.vpcId}`;
  throw refused(`private-dns-enabled cannot be set because ${conflict}`);
}

function checkVpcDns(vpcId: string, call: Call): void {
  const vpc = call.world.vpcs.get(vpcId);
  const dns = vpc === undefined ? undefined : vpcDns(call.world, vpc);
  if (dns?.support === true && dns.hostnames) return;
  const attributes = "both enableDnsSupport and enableDnsHostnames VPC attributes set to true";
  throw refused(`Enabling private DNS requires ${attributes} for ${vpcId}`);
}

function refused(message: string): AwsError {
  return new AwsError("InvalidParameter", message);
}
