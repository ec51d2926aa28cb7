import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { obstacle } from "./leg.ts";
import { instanceStation, type Station } from "./station.ts";
import { drop, type Passage, refuse } from "./verdict.ts";

/** Whether a connection from another station reaches an application on an instance, at one of its addresses. */
export function reachInstance(
  world: World,
  from: Station,
  instance: Instance,
  port: number,
  at: Station = instanceStation(world, instance),
): Passage<Instance> {
  // A host that does not run answers nothing, not even with a reset.
  if (instance.state !== "running") return drop(`${instance.id} is ${instance.state}`);
  const reason = obstacle(world, from, at, port);
  if (reason !== undefined) return drop(reason);
  const { application } = instance;
  if (application === undefined || !application.listening || application.port !== port) {
    return refuse(`nothing listens on port ${port} of ${instance.id}`);
  }
  return [at.ip, "0.0.0.0", "::"].includes(application.host)
    ? { next: instance }
    : refuse(`the application of ${instance.id} only listens on ${application.host}`);
}

/** What an instance finds at its own addresses and at `localhost`: nothing filters what does not leave it. */
export function reachItself(instance: Instance, address: string, port: number): Passage<Instance> {
  const { application } = instance;
  if (application === undefined || !application.listening || application.port !== port) {
    return refuse(`nothing listens on port ${port} of ${instance.id}`);
  }
  const hosts = [address, "0.0.0.0", "::", ...(isLoopback(address) ? ["127.0.0.1", "localhost", "::1"] : [])];
  if (hosts.includes(application.host)) return { next: instance };
  return refuse(`the application of ${instance.id} only listens on ${application.host}`);
}

/** Whether a host stands for the instance itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
