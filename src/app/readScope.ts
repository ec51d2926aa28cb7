import { allLists, type ListKind, type Lists } from "../core/inventory/lists.ts";
import { toFailure } from "../core/model/failure.ts";
import type { OpenScope, Scope } from "../core/model/scope.ts";
import type { EndpointService, ServiceDetail } from "../core/model/service.ts";
import type { Loadable, Snapshot } from "../core/model/snapshot.ts";
import type { AwsInventory, AwsProfiles } from "./aws.ts";

/** Whose credentials a scope has, and where its calls go. */
export async function openScope(aws: AwsProfiles, scope: Scope, signal: AbortSignal): Promise<OpenScope> {
  const identity = await aws.identity(scope, signal);
  const endpoint = await aws.endpointOverride(scope);
  return { ...scope, ...identity, ...(endpoint === undefined ? {} : { endpoint }) };
}

/** All lists of a scope, each on its own: a missing permission hides only its own rows. */
export async function readSnapshot(
  source: () => Promise<AwsInventory>,
  scope: OpenScope,
  signal: AbortSignal,
): Promise<Snapshot> {
  const nothing = { status: "loading" } as const;
  const none = { endpoints: nothing, services: nothing, connections: nothing, vpcs: nothing };
  return { scope, ...none, ...(await readLists(source, scope, allLists, signal)) };
}

/** Some lists of a scope. Never rejects: what cannot be read is a failure in its place. */
export async function readLists(
  source: () => Promise<AwsInventory>,
  scope: OpenScope,
  kinds: readonly ListKind[],
  signal: AbortSignal,
): Promise<Partial<Lists>> {
  const parts = await Promise.all(kinds.map((kind) => readList(source, scope, kind, signal)));
  return Object.assign({}, ...parts);
}

async function readList(
  source: () => Promise<AwsInventory>,
  scope: OpenScope,
  kind: ListKind,
  signal: AbortSignal,
): Promise<Partial<Lists>> {
  switch (kind) {
    case "endpoints":
      return { endpoints: await loadable(async () => (await source()).endpoints(scope, signal)) };
    case "services":
      return { services: await loadable(async () => (await source()).services(scope, signal)) };
    case "connections":
      return { connections: await loadable(async () => (await source()).connections(scope, signal)) };
    case "vpcs":
      return { vpcs: await loadable(async () => (await source()).vpcs(scope, signal)) };
  }
}

/** What hangs below a service: one batch, each part on its own. */
export async function readServiceDetail(
  aws: AwsInventory,
  scope: OpenScope,
  service: EndpointService,
  signal: AbortSignal,
): Promise<ServiceDetail> {
  const [loadBalancers, principals, notifications] = await Promise.all([
    loadable(() => aws.loadBalancers(scope, service, signal)),
    loadable(() => aws.principals(scope, service, signal)),
    loadable(() => aws.notifications(scope, service, signal)),
  ]);
  return { loadBalancers, principals, notifications };
}

/** What a call answers, or why it did not. Never rejects. */
export async function loadable<T>(read: () => Promise<T>): Promise<Loadable<T>> {
  try {
    return { status: "ready", value: await read() };
  } catch (error) {
    return { status: "failed", failure: toFailure(error) };
  }
}
