import { resourceId } from "../../state/ids.ts";
import type { EndpointService, ServicePermission } from "../../state/privateLink.ts";
import { tagList } from "../../state/tags.ts";
import type { Call } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { checkPrincipal, liveService, ownService, principalType } from "./serviceRules.ts";

interface ModifyPermissions {
  ServiceId: string;
  AddAllowedPrincipals?: string[];
  RemoveAllowedPrincipals?: string[];
}

interface DescribePermissions extends PageRequest {
  ServiceId: string;
  Filters?: Filter[];
}

const readers: FilterReaders<ServicePermission> = {
  principal: (permission) => permission.principal,
  "principal-type": (permission) => principalType(permission.principal),
};

export function modifyServicePermissions(input: ModifyPermissions, call: Call): object {
  const service = liveService(input.ServiceId, call);
  const wanted = input.AddAllowedPrincipals ?? [];
  for (const principal of wanted) checkPrincipal(principal);
  const known = new Set(service.permissions.map((permission) => permission.principal));
  const added = [...new Set(wanted)].filter((principal) => !known.has(principal)).map(newPermission);
  const removed = input.RemoveAllowedPrincipals ?? [];
  const kept = service.permissions.filter((permission) => !removed.includes(permission.principal));
  // Connections of a principal that is removed stay as they are: only a reject cuts them.
  service.permissions = [...kept, ...added];
  return { AddedPrincipals: added.map((permission) => addedOutput(permission, service)), ReturnValue: true };
}

export function describeServicePermissions(input: DescribePermissions, call: Call): object {
  const service = ownService(input.ServiceId, call);
  const { items, next } = page(
    applyFilters(service.permissions, input.Filters, readers, "InvalidFilter"),
    input,
  );
  const AllowedPrincipals = items.map((permission) => ({
    ...addedOutput(permission, service),
    Tags: tagList(permission.tags),
  }));
  return { AllowedPrincipals, ...next };
}

function newPermission(principal: string): ServicePermission {
  return { id: resourceId("vpce-svc-perm"), principal, tags: new Map() };
}

function addedOutput({ id, principal }: ServicePermission, service: EndpointService): object {
  return {
    Principal: principal,
    PrincipalType: principalType(principal),
    ServicePermissionId: id,
    ServiceId: service.id,
  };
}
