import type { Endpoint } from "../../src/sandbox/state/privateLink.ts";
import type { World } from "../../src/sandbox/state/world.ts";

/** Which states an endpoint had, each from a time on; the last one is `gone` once it is no longer described. */
type Past = { readonly state: string; readonly since: number }[];

/** Writes down every change of an endpoint's state in a sandbox, as it happens. */
export class StateHistory {
  readonly #now: () => number;
  readonly #past = new Map<string, Past>();

  constructor(world: World, now: () => number) {
    this.#now = now;
    for (const endpoint of world.endpoints.values()) this.#follow(endpoint);
    const { endpoints } = world;
    const add = endpoints.set.bind(endpoints);
    const remove = endpoints.delete.bind(endpoints);
    endpoints.set = (id, endpoint) => {
      add(id, endpoint);
      this.#follow(endpoint);
      return endpoints;
    };
    endpoints.delete = (id) => {
      this.#write(id, "gone");
      return remove(id);
    };
  }

  /** The states that an endpoint had at some time from `since` until now. */
  statesSince(id: string, since: number): readonly string[] {
    const past = this.#past.get(id) ?? [];
    return past.filter((_, index) => (past[index + 1]?.since ?? Infinity) >= since).map(({ state }) => state);
  }

  /** All states that an endpoint ever had, in order. */
  statesOf(id: string): readonly string[] {
    return this.statesSince(id, 0);
  }

  #follow(endpoint: Endpoint): void {
    let { state } = endpoint;
    this.#write(endpoint.id, state);
    Object.defineProperty(endpoint, "state", {
      enumerable: true,
      configurable: true,
      get: () => state,
      set: (next: Endpoint["state"]) => {
        state = next;
        this.#write(endpoint.id, next);
      },
    });
  }

  #write(id: string, state: string): void {
    const past = this.#past.get(id) ?? [];
    past.push({ state, since: this.#now() });
    this.#past.set(id, past);
  }
}
