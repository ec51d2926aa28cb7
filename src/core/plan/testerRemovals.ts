import type { Footprint, TesterRoleFootprint } from "../model/footprint.ts";
import { displayName, isMade, type Tags } from "../model/tags.ts";
import type { Removable } from "./removable.ts";

/** What was made for testers beside instances and groups: their way to Systems Manager, and the role they share. */
export function testerRemovals(
  { testers, instances }: Footprint,
  origin: (tags: Tags) => Removable["origin"],
): readonly Removable[] {
  if (testers === undefined) return [];
  const { endpoints, otherManaged, role } = testers;
  const users = instances.map(({ id }) => [id]);
  return [
    ...endpoints.map(
      (endpoint): Removable => ({
        kind: "endpoint",
        id: endpoint.id,
        name: displayName(endpoint),
        detail: `${endpoint.id} · ${endpoint.serviceName}`,
        origin: origin(endpoint.tags),
        users,
        // Their names lead to these endpoints too.
        holders: otherManaged,
        cost: { interfaceEndpointZones: endpoint.subnetIds.length },
      }),
    ),
    ...(role === undefined ? [] : [roleRemoval(role, users)]),
  ];
}

/** Whichever tester came first has made it; the last one takes it along. */
function roleRemoval(
  { name, tags, otherInstances }: TesterRoleFootprint,
  users: Removable["users"],
): Removable {
  return {
    kind: "testerRole",
    id: name,
    name,
    detail: "AmazonSSMManagedInstanceCore",
    origin: isMade(tags) ? "ownPlan" : "elsewhere",
    users,
    holders: otherInstances,
  };
}
