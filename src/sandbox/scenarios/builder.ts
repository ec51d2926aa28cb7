import type { Handlers } from "../api/call.ts";
import { invoke } from "../api/invoke.ts";
import type { Account } from "../state/account.ts";
import { Clock } from "../state/clock.ts";
import type { RegionName } from "../state/regions.ts";
import type { World } from "../state/world.ts";
import type { ServiceName } from "../wire/operations.ts";

/** Builds a world by the same calls that clients make, with every transition settled when a call returns. */
export class ScenarioBuilder {
  readonly world: World;
  private readonly handlers: Readonly<Record<ServiceName, Handlers>>;
  private readonly clock = new Clock("instant");

  constructor(world: World, handlers: Readonly<Record<ServiceName, Handlers>>) {
    this.world = world;
    this.handlers = handlers;
  }

  /** The account with an id; throws if the world has none. */
  account(id: string): Account {
    const account = this.world.accounts.find((candidate) => candidate.id === id);
    if (account === undefined) throw new Error(`The sandbox has no account ${id}.`);
    return account;
  }

  /** Calls an operation as an account. */
  async call(
    account: Account,
    region: RegionName,
    service: ServiceName,
    operation: string,
    input: object,
  ): Promise<object> {
    const call = { world: this.world, clock: this.clock, account, region, operation };
    return invoke(this.handlers, service, call, input);
  }
}
