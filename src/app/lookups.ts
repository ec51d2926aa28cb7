import type { Loadable } from "../core/model/snapshot.ts";
import { type Facts, type Lookup, lookupKey, noFacts } from "../core/wizard/facts.ts";
import type { AwsInventory, AwsLookups, AwsProfiles } from "./aws.ts";
import { Listeners } from "./listeners.ts";
import { loadable } from "./readScope.ts";

type LookupPorts = AwsLookups & Pick<AwsProfiles, "regions"> & Pick<AwsInventory, "principals">;

/** Where the answers to each kind of lookup are kept. */
const tables = {
  network: "networks",
  loadBalancers: "loadBalancers",
  listeners: "listeners",
  regions: "regions",
  service: "services",
  serviceNames: "serviceNames",
  vpcDns: "vpcDns",
  principals: "principals",
  ports: "ports",
  footprint: "footprints",
  testerRole: "testerRoles",
  testerTypes: "testerTypes",
} as const;

/** What need not be looked up. */
export type OpenFacts = Omit<Facts, (typeof tables)[Lookup["kind"]]>;

/** What a wizard has looked up so far. Everything is asked once, and again when somebody asks to look again. */
export class LookupFacts {
  readonly changed = new Listeners();
  readonly #aws: () => Promise<LookupPorts>;
  readonly #asked = new Set<string>();
  /** Ends what is under way for a source that is no longer in use. */
  #session = new AbortController();
  #facts: Facts = noFacts;

  constructor(aws: () => Promise<LookupPorts>) {
    this.#aws = aws;
  }

  get facts(): Facts {
    return this.#facts;
  }

  /** Sets what the inventory knows. */
  setOpen(open: OpenFacts): void {
    this.#facts = { ...this.#facts, ...open };
  }

  /** Starts the lookups that have not been asked yet. */
  want(lookups: readonly Lookup[]): void {
    for (const lookup of lookups) {
      const key = `${lookup.kind}:${lookupKey(lookup)}`;
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      this.#store(lookup, { status: "loading" });
      // `loadable` never rejects.
      void this.#look(lookup, this.#session.signal);
    }
  }

  /** Asks everything anew the next time it is wanted; what is known stays until then. */
  again(): void {
    this.#asked.clear();
  }

  /** Nothing that is known holds any more, and nothing that is being asked will. */
  forget(): void {
    this.#session.abort();
    this.#session = new AbortController();
    this.#asked.clear();
    this.#facts = noFacts;
  }

  dispose(): void {
    this.#session.abort();
  }

  async #look(lookup: Lookup, signal: AbortSignal): Promise<void> {
    const found = await loadable(async () => this.#ask(await this.#aws(), lookup, signal));
    if (signal.aborted) return;
    this.#store(lookup, found);
    this.changed.tell();
  }

  #ask(aws: LookupPorts, lookup: Lookup, signal: AbortSignal): Promise<unknown> {
    switch (lookup.kind) {
      case "network":
        return aws.network(lookup.scope, signal);
      case "loadBalancers":
        return aws.ownLoadBalancers(lookup.scope, signal);
      case "listeners":
        return aws.listeners(lookup.scope, lookup.loadBalancerArn, signal);
      case "regions":
        return aws.regions(lookup.scope, signal);
      case "service":
        return aws.offeredService(lookup.scope, lookup.serviceName, signal);
      case "serviceNames":
        return aws.serviceNames(lookup.scope, signal);
      case "vpcDns":
        return aws.vpcDns(lookup.scope, lookup.vpcId, signal);
      case "principals":
        return aws.principals(lookup.scope, lookup.service, signal);
      case "ports":
        return aws.listenerPorts(lookup.scope, lookup.service, signal);
      case "testerRole":
        return aws.testerRole(lookup.scope, signal);
      case "testerTypes":
        return aws.testerTypes(lookup.scope, signal);
      case "footprint":
        return aws.footprint(lookup.scope, lookup.target, signal);
    }
  }

  #store(lookup: Lookup, found: Loadable<unknown>): void {
    const name = tables[lookup.kind];
    this.#facts = { ...this.#facts, [name]: { ...this.#facts[name], [lookupKey(lookup)]: found } };
  }
}
