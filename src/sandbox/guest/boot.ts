import { reachesInternet } from "../network/routes.ts";
import type { Clock } from "../state/clock.ts";
import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { type RecognisedApplication, recogniseApplication } from "./userData.ts";

/** Takes an instance from `pending` to `running`, and then through what its operating system does. */
export function bootInstance(instance: Instance, world: World, clock: Clock): void {
  const firstBoot = instance.consoleOutput === "";
  instance.state = "pending";
  clock.later("instancePending", () => {
    if (instance.state !== "pending") return;
    instance.state = "running";
    clock.later("instanceBooting", () => {
      if (instance.state !== "running") return;
      if (firstBoot) runUserData(instance, world);
      else restartApplication(instance);
    });
    clock.later("agentRegistering", () => registerAgent(instance, world, clock));
  });
}

/** What the instance's user data does at the first boot, without waiting. */
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

/** The agent of an instance with an instance profile registers when it can reach Systems Manager. */
function registerAgent(instance: Instance, world: World, clock: Clock): void {
  const mayRegister = instance.instanceProfileArn !== undefined && subnetReachesInternet(instance, world);
  const known = world.managedInstances.get(instance.id);
  if (instance.state !== "running" || (!mayRegister && known === undefined)) return;
  const registeredAt = known?.registeredAt ?? clock.now();
  world.managedInstances.set(instance.id, { instanceId: instance.id, pingStatus: "Online", registeredAt });
}

function subnetReachesInternet(instance: Instance, world: World): boolean {
  const subnet = world.subnets.get(instance.subnetId);
  return subnet !== undefined && reachesInternet(world, subnet);
}

function applicationOf({ kind, host, port, body, startsAtBoot }: RecognisedApplication) {
  return { kind, host, port, body, startsAtBoot, listening: true };
}
