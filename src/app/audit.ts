import { type Audit, type AuditFacts, audit } from "../core/diagnose/audit.ts";
import { type Seen, seenItems } from "../core/diagnose/evidence/seen.ts";
import { readSnapshots } from "../core/inventory/state.ts";
import type { EndpointService } from "../core/model/service.ts";
import type { Loadable, Snapshot } from "../core/model/snapshot.ts";
import type { Aws } from "./aws.ts";
import type { Inventory } from "./inventory.ts";
import { see, seen, unknownWhich } from "./seePart.ts";

/** So many target groups, and so many services that accept by themselves, are asked about in each scope. */
const mostEach = 100;

/** Lists that are older are read again; seconds. */
const freshSeconds = 60;

/**
 * Looks over everything that is open. Each scope is the inventory's lists and three more, and a call for each target group
 * and for each service that accepts by itself. Rejects only when it was cut off.
 */
export async function auditOpenScopes(aws: Aws, inventory: Inventory, signal: AbortSignal): Promise<Audit> {
  const stale = inventory.openScopes.filter((scope) =>
    (["endpoints", "services"] as const).some((kind) => inventory.age(scope, kind) >= freshSeconds),
  );
  if (stale.length > 0) await inventory.refresh(stale);
  const snapshots = readSnapshots(inventory.state);
  return audit(await Promise.all(snapshots.map((snapshot) => readFacts(aws, snapshot, signal))));
}

async function readFacts(aws: Aws, snapshot: Snapshot, signal: AbortSignal): Promise<AuditFacts> {
  const { scope } = snapshot;
  const [endpoints, services] = [toSeen(snapshot.endpoints), toSeen(snapshot.services)];
  const all = seenItems(services);
  const nothing = services.seen ? seen([]) : unknownWhich;
  const read = async <T>(get: () => Promise<readonly T[]>): Promise<Seen<readonly T[]>> =>
    all.length === 0 ? nothing : see(get, signal);
  const automatic = all.filter(({ acceptanceRequired }) => !acceptanceRequired);
  const arns = all.flatMap(({ loadBalancerArns }) => loadBalancerArns);
  let leftOut = Math.max(automatic.length - mostEach, 0);
  const readTargets = async () => {
    const health = await aws.targetGroupHealth(scope, arns, mostEach, signal);
    leftOut += health.leftOut;
    return health.groups;
  };
  const [loadBalancers, targetGroups, notified, principals] = await Promise.all([
    read(() => aws.ownLoadBalancers(scope, signal)),
    read(readTargets),
    read(() => aws.notifiedServices(scope, signal)),
    readPrincipals(aws, snapshot, automatic.slice(0, mostEach), signal),
  ]);
  return { scope, endpoints, services, loadBalancers, targetGroups, notified, principals, leftOut };
}

async function readPrincipals(
  aws: Aws,
  { scope }: Snapshot,
  services: readonly EndpointService[],
  signal: AbortSignal,
): Promise<AuditFacts["principals"]> {
  const read = await Promise.all(
    services.map(
      async (service) =>
        [service.id, await see(() => aws.principals(scope, service, signal), signal)] as const,
    ),
  );
  return Object.fromEntries(read);
}

function toSeen<T>(list: Loadable<T>): Seen<T> {
  if (list.status === "ready") return seen(list.value);
  return list.status === "failed"
    ? { seen: false, gap: { code: "refused", failure: list.failure } }
    : unknownWhich;
}
