import { reachesInternet } from "../network/routes.ts";
import { freshChecks } from "../state/balancing.ts";
import type { Clock } from "../state/clock.ts";
import type { Application, Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { registerAgent } from "./agent.ts";
import { type RecognisedApplication, recogniseApplication } from "./userData.ts";

/** Takes an instance from `pending` to `running`, and then through what its operating system does. */
export function bootInstance(instance: Instance, world: World, clock: Clock): void {
  const firstBoot = instance.consoleOutput === "";
  instance.state = "pending";
  clock.later("instancePending", () => {
    if (instance.state !== "pending") return;
    instance.state = "running";
    startHealthChecks(instance, world, clock);
    clock.later("instanceBooting", () => {
      if (instance.state !== "running") return;
      if (firstBoot) runUserData(instance, world);
      else restartApplication(instance);
    });
    clock.later("agentRegistering", () => registerAgent(instance, world, clock));
  });
}

/** A load balancer knows nothing yet about a target that comes back. */
function startHealthChecks(instance: Instance, world: World, clock: Clock): void {
  const groups = [...world.targetGroups.values()].filter(({ vpcId }) => vpcId === instance.vpcId);
  const targets = groups.flatMap((group) => group.targets);
  for (const target of targets) {
    if ([instance.id, instance.privateIp].includes(target.id)) target.checks = freshChecks(clock.now());
  }
}

/** Restarts an instance's operating system. Its state stays `running` all the while, as on AWS. */
export function rebootInstance(instance: Instance, world: World, clock: Clock): void {
  if (instance.application !== undefined) instance.application.listening = false;
  const managed = world.managedInstances.get(instance.id);
  if (managed !== undefined) managed.pingStatus = "ConnectionLost";
  clock.later("instanceBooting", () => {
    if (instance.state === "running") restartApplication(instance);
  });
  clock.later("agentRegistering", () => registerAgent(instance, world, clock));
}

/** What the instance's user data does at the first boot, without waiting (ledger: packages-need-internet). */
function runUserData(instance: Instance, world: World): void {
  const log = (text: string) => {
    instance.consoleOutput += `cloud-init[1201]: ${text}\n`;
  };
  const recognised = recogniseApplication(instance.userData ?? "");
  if (recognised === undefined) {
    log(
      instance.userData === undefined
        ? "no user data"
        : "user data starts no application that the sandbox knows",
    );
    return;
  }
  if (recognised.needsPackages && !subnetReachesInternet(instance, world)) {
    log(
      "Curl error (28): Timeout was reached for the package repositories: the subnet has no route to the internet.",
    );
    log("Failed to install the application's packages. Nothing listens.");
    return;
  }
  instance.application = applicationOf(recognised);
  log(`the application listens on ${recognised.host}:${recognised.port}`);
}

function restartApplication(instance: Instance): void {
  if (instance.application === undefined) return;
  instance.application.listening = instance.application.startsAtBoot;
  instance.consoleOutput += instance.application.startsAtBoot
    ? `systemd[1]: Started the application on port ${instance.application.port}.\n`
    : "cloud-init[1190]: user data scripts run at the first boot only. Nothing listens.\n";
}

function subnetReachesInternet(instance: Instance, world: World): boolean {
  const subnet = world.subnets.get(instance.subnetId);
  return subnet !== undefined && reachesInternet(world, subnet);
}

function applicationOf({ needsPackages: _, ...application }: RecognisedApplication): Application {
  return { ...application, listening: true };
}
