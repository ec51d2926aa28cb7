import { path } from "../network/path.ts";
import type { Verdict } from "../network/verdict.ts";
import type { Clock } from "../state/clock.ts";
import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { Applications } from "./applications.ts";
import { Blackhole } from "./blackhole.ts";
import { closedPort } from "./ports.ts";
import { openRelay } from "./relay.ts";

/** A connection's way through the emulated network, laid out on loopback. */
export interface Route {
  verdict: Verdict["verdict"];
  /** Where to connect to; behaves as the verdict says. Zero if the name is unknown. */
  port: number;
  close(): void;
}

/** Carries real bytes between an instance and an application, as far as the state of the world lets it. */
export class Fabric {
  private readonly world: World;
  private readonly clock: Clock;
  private readonly applications = new Applications();
  private blackhole: Promise<Blackhole> | undefined;

  constructor(world: World, clock: Clock) {
    this.world = world;
    this.clock = clock;
  }

  /** Lays out the way from an instance to a host name or address. Close it when the client is done. */
  async lay(from: Instance, host: string, port: number): Promise<Route> {
    const evaluate = () => path(this.world, from, host, port, this.clock.now());
    const { verdict } = evaluate();
    if (verdict === "forward") return this.layHops(evaluate);
    const target =
      verdict === "drop" ? await this.silentPort() : verdict === "refuse" ? await closedPort() : 0;
    return { verdict, port: target, close: () => undefined };
  }

  async close(): Promise<void> {
    await this.applications.close();
    await (await this.blackhole)?.close();
  }

  /** Endpoint interface and load balancer node, each a TCP hop that looks at the state of the world again. */
  private async layHops(evaluate: () => Verdict): Promise<Route> {
    const node = await openRelay(async () => {
      const now = evaluate();
      return now.verdict === "forward" ? this.applications.portOf(now.target) : undefined;
    });
    const entry = await openRelay(async () => (evaluate().verdict === "forward" ? node.port : undefined));
    const close = () => {
      entry.close();
      node.close();
    };
    return { verdict: "forward", port: entry.port, close };
  }

  private async silentPort(): Promise<number> {
    this.blackhole ??= Blackhole.open();
    return (await this.blackhole).port;
  }
}
