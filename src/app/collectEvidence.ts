import type { DiagnosisTarget, Evidence } from "../core/diagnose/evidence/evidence.ts";
import { readSnapshots } from "../core/inventory/state.ts";
import { type OpenScope, scopeId } from "../core/model/scope.ts";
import { known, type Loadable, type Snapshot } from "../core/model/snapshot.ts";
import type { AwsEvidence, AwsInventory, AwsLookups } from "./aws.ts";
import { collectConsumer } from "./collectConsumer.ts";
import { collectProvider } from "./collectProvider.ts";
import type { Inventory } from "./inventory.ts";

/** What is asked about, and whose rows it was asked from, where that is known. */
export interface Question {
  readonly target: DiagnosisTarget;
  /** An open scope of the account that has the endpoint, or would like to have one. */
  readonly consumer?: OpenScope;
  /** An open scope of the account that has the service. */
  readonly provider?: OpenScope;
}

export interface CollectOptions {
  /** Of the evidence. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The instance that the last test ran on. */
  readonly testedFrom?: string;
  /** Lists that the inventory was shown at most so many seconds ago are not read again. */
  readonly freshSeconds: number;
}

type Ports = AwsEvidence &
  Pick<AwsInventory, "principals" | "notifications"> &
  Pick<AwsLookups, "offeredService" | "vpcDns">;

/** Reads both sides at once, as far as scopes of theirs are open. Rejects only when it was cut off. */
export async function collectEvidence(
  aws: Ports,
  inventory: Inventory,
  question: Question,
  options: CollectOptions,
  signal: AbortSignal,
): Promise<Evidence> {
  const { target } = question;
  const sides = openSides(readSnapshots(inventory.state), question);
  const fresh = (scope: OpenScope) => freshLists(inventory, scope, options.freshSeconds);
  const { testedFrom } = options;
  const [consumer, provider] = await Promise.all([
    sides.consumer &&
      collectConsumer(
        aws,
        {
          scope: sides.consumer,
          target,
          ...(testedFrom !== undefined && { testedFrom }),
          ...fresh(sides.consumer),
        },
        signal,
      ),
    sides.provider &&
      collectProvider(
        aws,
        { scope: sides.provider, serviceName: target.serviceName, ...fresh(sides.provider) },
        signal,
      ),
  ]);
  return {
    id: options.id,
    readAt: options.now,
    ...(consumer !== undefined && { consumer }),
    ...(provider !== undefined && { provider }),
  };
}

/**
 * Whose scopes are open: those that list the endpoint and the service, unless it is known already. A scope that was asked
 * from and is not open any more is nobody's: another source may have one of the same name.
 */
export function openSides(
  snapshots: readonly Snapshot[],
  { target, ...asked }: Question,
): Pick<Question, "consumer" | "provider"> {
  const { serviceName, endpointId } = target;
  const stillOpen = (wanted: OpenScope | undefined) =>
    wanted && snapshots.find(({ scope }) => isSame(scope, wanted))?.scope;
  const consumer =
    stillOpen(asked.consumer) ??
    snapshots.find(({ endpoints }) => known(endpoints).some(({ id }) => id === endpointId))?.scope;
  const provider =
    stillOpen(asked.provider) ??
    snapshots.find(({ services }) => known(services).some(({ name }) => name === serviceName))?.scope;
  return { ...(consumer !== undefined && { consumer }), ...(provider !== undefined && { provider }) };
}

function isSame(one: OpenScope, other: OpenScope): boolean {
  return scopeId(one) === scopeId(other) && one.account === other.account;
}

type FreshLists = Partial<{
  readonly [K in "endpoints" | "services" | "connections"]: Extract<
    Snapshot[K],
    { readonly status: "ready" }
  >["value"];
}>;

/** The lists of a scope that are young enough to be believed. */
function freshLists(inventory: Inventory, scope: OpenScope, freshSeconds: number): FreshLists {
  const snapshot = readSnapshots(inventory.state).find((each) => scopeId(each.scope) === scopeId(scope));
  if (snapshot === undefined) return {};
  const ifFresh = <T>(kind: "endpoints" | "services" | "connections", list: Loadable<T>) =>
    list.status === "ready" && inventory.age(scope, kind) < freshSeconds ? { [kind]: list.value } : {};
  return {
    ...ifFresh("endpoints", snapshot.endpoints),
    ...ifFresh("services", snapshot.services),
    ...ifFresh("connections", snapshot.connections),
  };
}
