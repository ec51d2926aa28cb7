import { readSnapshots } from "../core/inventory/state.ts";
import { known } from "../core/model/snapshot.ts";
import { isDeletable } from "../core/model/states.ts";
import { displayName } from "../core/model/tags.ts";
import type { Run } from "../core/plan/run.ts";
import type { Facts, OpenService, OpenTarget } from "../core/wizard/facts.ts";
import type { Inventory } from "./inventory.ts";
import type { OpenFacts } from "./lookups.ts";

/** What a wizard knows without looking anything up: what the views show. */
export function openFacts(inventory: Inventory, run: Run | undefined): OpenFacts {
  return {
    scopes: inventory.openScopes,
    openVpcs: openVpcs(inventory),
    openServices: openServices(inventory),
    openEndpoints: readSnapshots(inventory.state).flatMap(({ scope, endpoints }) =>
      known(endpoints).map((endpoint) => ({ scope, endpoint })),
    ),
    openTargets: openTargets(inventory),
    boundLoadBalancers: boundLoadBalancers(inventory),
    takenServiceNames: takenServiceNames(inventory, run),
  };
}

function openVpcs(inventory: Inventory): Facts["openVpcs"] {
  return readSnapshots(inventory.state).flatMap(({ scope, vpcs }) =>
    known(vpcs).map((vpc) => ({ scope, vpc })),
  );
}

/** What a run has made itself does not take the name from it. */
function takenServiceNames(inventory: Inventory, run: Run | undefined): readonly string[] {
  return readSnapshots(inventory.state)
    .flatMap(({ services }) => known(services))
    .filter(({ state }) => state !== "deleted")
    .map(displayName)
    .filter((name) => name !== run?.plan.name);
}

function boundLoadBalancers(inventory: Inventory): Readonly<Record<string, string>> {
  const services = readSnapshots(inventory.state)
    .flatMap((snapshot) => known(snapshot.services))
    // AWS goes on listing what is deleted for a while.
    .filter(({ state }) => state !== "deleted");
  return Object.fromEntries(
    services.flatMap((service) => service.loadBalancerArns.map((arn) => [arn, displayName(service)])),
  );
}

function openServices(inventory: Inventory): readonly OpenService[] {
  return readSnapshots(inventory.state).flatMap(({ scope, services }) =>
    known(services).map((service) => ({ scope, service })),
  );
}

/** Everything that Tear Down can begin at, in the order of the views. */
function openTargets(inventory: Inventory): readonly OpenTarget[] {
  return readSnapshots(inventory.state).flatMap(({ scope, services, endpoints, vpcs }) => [
    ...known(services)
      .filter(isDeletable)
      .map((service) => ({ kind: "service" as const, id: service.id, name: displayName(service), scope })),
    ...known(endpoints)
      .filter((endpoint) => ["Interface", "Gateway"].includes(endpoint.type) && isDeletable(endpoint))
      .map((endpoint) => ({
        kind: "endpoint" as const,
        id: endpoint.id,
        name: displayName(endpoint),
        scope,
      })),
    ...known(vpcs).map((vpc) => ({
      kind: "testers" as const,
      id: vpc.id,
      name: displayName(vpc),
      scope,
    })),
  ]);
}
