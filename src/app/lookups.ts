import type { OpenScope } from "../core/model/scope.ts";
import type { Loadable } from "../core/model/snapshot.ts";
import { type Facts, type Lookup, lookupKey, noFacts, type OpenService } from "../core/wizard/facts.ts";
import type { AwsLookups } from "./aws.ts";
import { loadable } from "./inventory.ts";
import { Listeners } from "./listeners.ts";

/** What a wizard has looked up so far. Everything is asked once; a failed lookup is asked again when it is wanted again. */
export class LookupFacts {
  readonly changed = new Listeners();
  readonly #aws: () => Promise<AwsLookups>;
  readonly #signal: AbortSignal;
  readonly #asked = new Set<string>();
  #facts: Facts = noFacts;

  constructor(aws: () => Promise<AwsLookups>, signal: AbortSignal) {
    this.#aws = aws;
    this.#signal = signal;
  }

  get facts(): Facts {
    return this.#facts;
  }

  /** Sets what the inventory knows. */
  setOpen(scopes: readonly OpenScope[], openServices: readonly OpenService[]): void {
    this.#facts = { ...this.#facts, scopes, openServices };
  }

  /** Starts the lookups that have not been asked yet. */
  want(lookups: readonly Lookup[]): void {
    for (const lookup of lookups) {
      const key = `${lookup.kind}:${lookupKey(lookup)}`;
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      this.#store(lookup, { status: "loading" });
      // `loadable` never rejects.
      void this.#look(lookup);
    }
  }

  /** Asks everything anew the next time it is wanted. */
  forget(): void {
    this.#asked.clear();
    this.#facts = noFacts;
  }

  async #look(lookup: Lookup): Promise<void> {
    const found = await loadable(async () => this.#ask(await this.#aws(), lookup));
    if (this.#signal.aborted) return;
    this.#store(lookup, found);
    this.changed.tell();
  }

  #ask(aws: AwsLookups, lookup: Lookup): Promise<unknown> {
    switch (lookup.kind) {
      case "network":
        return aws.network(lookup.scope, this.#signal);
      case "service":
        return aws.offeredService(lookup.scope, lookup.serviceName, this.#signal);
      case "ports":
        return aws.listenerPorts(lookup.scope, lookup.service, this.#signal);
    }
  }

  #store(lookup: Lookup, found: Loadable<unknown>): void {
    const table = { network: "networks", service: "services", ports: "ports" } as const;
    const name = table[lookup.kind];
    this.#facts = { ...this.#facts, [name]: { ...this.#facts[name], [lookupKey(lookup)]: found } };
  }
}
