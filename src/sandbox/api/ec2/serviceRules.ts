import type { Account } from "../../state/account.ts";
import type { Endpoint, EndpointService } from "../../state/privateLink.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, callerArn, find, owned } from "../call.ts";

/** The caller's endpoint service; throws `InvalidVpcEndpointServiceId.NotFound`, also for another account's. */
export function ownService(id: string, call: Call): EndpointService {
  // AWS's own spelling of the code.
  if (!/^vpce-svc-[0-9a-f]+$/.test(id)) {
    throw new AwsError(
      "InvalidVpcEndpointServiceIdId.Malformed",
      `Invalid Id: '${id}' (expecting 'vpce-svc-...')`,
    );
  }
  return find(call.world.endpointServices, id, call) ?? refuseUnknown(id);
}

/** The caller's endpoint service, unless it is being deleted: what is can no longer be changed. */
export function liveService(id: string, call: Call): EndpointService {
  const service = ownService(id, call);
  return service.state === "Deleting" || service.state === "Deleted" ? refuseUnknown(id) : service;
}

/** The refusal to take something away that connections rest on. */
export function existingConnections(): AwsError {
  return new AwsError(
    "ExistingVpcEndpointConnections",
    "Service has existing active VPC Endpoint connections!",
  );
}

/** The endpoints that ask for, have, or were refused a connection to a service. */
export function connectionsOf(service: EndpointService, world: World): Endpoint[] {
  return [...world.endpoints.values()].filter((endpoint) => endpoint.serviceId === service.id);
}

/** The connections of all services that the caller owns here, oldest first. */
export function ownConnections(call: Call): Endpoint[] {
  const services = new Set(owned(call.world.endpointServices, call).map(({ id }) => id));
  return [...call.world.endpoints.values()].filter(({ serviceId = "" }) => services.has(serviceId));
}

/** Whether a connection keeps its service and the service's load balancers from being deleted. */
export function isLive(endpoint: Endpoint): boolean {
  return ["pendingAcceptance", "pending", "available"].includes(endpoint.state);
}

function refuseUnknown(id: string): never {
  throw new AwsError(
    "InvalidVpcEndpointServiceId.NotFound",
    `The VpcEndpointService Id '${id}' does not exist`,
  );
}

/** Whether an account may see a service and make endpoints to it; its owner always may (ledger: owner-sees-own). */
export function maySee(service: EndpointService, account: Account): boolean {
  if (service.account === account.id) return true;
  const roleArn = account.session?.roleArn;
  const matches = ["*", `arn:aws:iam::${account.id}:root`, roleArn ?? callerArn(account)];
  return service.permissions.some(({ principal }) => matches.includes(principal));
}

/** Throws unless a principal has one of the forms that endpoint services understand. Paths are not supported. */
export function checkPrincipal(principal: string): void {
  if (principal === "*" || /^arn:aws:iam::\d{12}:(root|(user|role)\/[\w+=,.@-]+)$/.test(principal)) return;
  throw new AwsError("InvalidParameter", `Invalid Principal: '${principal}'`);
}

/** The kind of principal, as DescribeVpcEndpointServicePermissions tells it. */
export function principalType(principal: string): string {
  if (principal === "*") return "All";
  if (principal.endsWith(":root")) return "Account";
  return principal.includes(":role/") ? "Role" : "User";
}
