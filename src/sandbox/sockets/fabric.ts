import { survives } from "../network/flows.ts";
import { isLoopback } from "../network/instanceAccess.ts";
import { type Resolution, resolveHost } from "../network/names.ts";
import { entryFor, path } from "../network/path.ts";
import { proxyInformation } from "../network/proxyProtocol.ts";
import type { Verdict } from "../network/verdict.ts";
import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { Applications } from "./applications.ts";
import { Blackhole } from "./blackhole.ts";
import { closedPort } from "./ports.ts";
import { proxyHeader } from "./proxyHeader.ts";
import { type Onward, openRelay } from "./relay.ts";

/** A connection's way through the emulated network, laid out on loopback. */
export interface Route {
  verdict: Verdict["verdict"];
  /** Where to connect to; behaves as the verdict says. Zero if the name is unknown. */
  port: number;
  /** What the client takes for the other end: an address of the emulated network. */
  address: string;
  /** Whether this system cannot drop an attempt to connect, so that the port takes it and never answers. */
  degraded: boolean;
  close(): void;
}

/** Carries real bytes between an instance and an application, as far as the state of the world lets it. */
export class Fabric {
  private readonly world: World;
  private readonly openBlackhole: () => Promise<Blackhole>;
  private readonly applications = new Applications();
  private blackhole: Promise<Blackhole> | undefined;

  /** `openBlackhole` is a parameter for the sake of systems that cannot drop. */
  constructor(world: World, openBlackhole = () => Blackhole.open()) {
    this.world = world;
    this.openBlackhole = openBlackhole;
  }

  /** Lays out the way from an instance to a host name or address. Close it when the client is done. */
  async lay(from: Instance, host: string, port: number): Promise<Route> {
    const evaluate = () => path(this.world, from, host, port);
    const evaluated = evaluate();
    const { verdict } = evaluated;
    const address = this.addressOf(from, host);
    const route = { verdict, port: 0, address, degraded: false, close: () => undefined };
    if (evaluated.verdict === "answer")
      return { ...route, port: await this.applications.portOfError(evaluated.status) };
    if (verdict === "forward") return { ...route, ...(await this.layHops(from, port, evaluate)) };
    if (verdict === "refuse") return { ...route, port: await closedPort() };
    if (verdict === "nxdomain") return route;
    this.blackhole ??= this.openBlackhole();
    const { port: silent, drops } = await this.blackhole;
    return { ...route, port: silent, degraded: !drops };
  }

  private addressOf(from: Instance, host: string): string {
    if (isLoopback(host)) return "127.0.0.1";
    const resolution = this.lookUp(from, host);
    return entryFor(from, resolution)?.privateIp ?? resolution.publicAddresses[0] ?? host;
  }

  /** What a name stands for on an instance; `server` is a DNS server to ask instead of the VPC's. */
  lookUp(from: Instance, name: string, server?: string): Resolution {
    const vpc = this.world.vpcs.get(from.vpcId);
    if (vpc === undefined) return { status: "silent", canonical: name, interfaces: [], publicAddresses: [] };
    return server === undefined
      ? resolveHost(this.world, vpc, name)
      : resolveHost(this.world, vpc, name, [server]);
  }

  async close(): Promise<void> {
    await this.applications.close();
    await (await this.blackhole)?.close();
  }

  /** Endpoint interface and load balancer node, each a TCP hop that looks at the state of the world again. */
  private async layHops(
    from: Instance,
    port: number,
    evaluate: () => Verdict,
  ): Promise<Pick<Route, "port" | "close">> {
    const onward = async (portOf: (target: Instance) => Promise<number>): Promise<Onward | undefined> => {
      const made = evaluate();
      if (made.verdict !== "forward") return undefined;
      return { port: await portOf(made.target), lives: () => survives(this.world, from, made) };
    };
    const node = await openRelay(async (clientPort) => {
      const way = await onward((target) => this.applications.portOf(target));
      return way && { ...way, ...this.preface(from, port, clientPort, evaluate()) };
    });
    const entry = await openRelay(() => onward(async () => node.port));
    const close = () => {
      entry.close();
      node.close();
    };
    return { port: entry.port, close };
  }

  /** What the node writes before the client's bytes, for a target group that asks for it. */
  private preface(from: Instance, port: number, clientPort: number, made: Verdict): { preface?: Buffer } {
    if (made.verdict !== "forward") return {};
    const information = proxyInformation(this.world, from, made.entry, port);
    return information === undefined ? {} : { preface: proxyHeader(information, clientPort) };
  }
}
