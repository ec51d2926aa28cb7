import { bootInstance, rebootInstance } from "../../guest/boot.ts";
import type { Instance } from "../../state/compute.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { ownInstance, stateOutput } from "./instances.ts";

interface InstancesRequest {
  InstanceIds: string[];
}

export function stopInstances(input: InstancesRequest, call: Call): object {
  const changes = changeStates(input, call, (instance) => {
    if (instance.state === "stopped" || instance.state === "stopping") return;
    requireState(instance, ["pending", "running"], "stopped");
    halt(instance, call);
    instance.state = "stopping";
    call.clock.later("instanceStopping", () => {
      if (instance.state === "stopping") instance.state = "stopped";
    });
  });
  return { StoppingInstances: changes };
}

export function startInstances(input: InstancesRequest, call: Call): object {
  const changes = changeStates(input, call, (instance) => {
    if (instance.state === "pending" || instance.state === "running") return;
    requireState(instance, ["stopped"], "started");
    bootInstance(instance, call.world, call.clock);
  });
  return { StartingInstances: changes };
}

export function terminateInstances(input: InstancesRequest, call: Call): object {
  const changes = changeStates(input, call, (instance) => {
    if (instance.state === "terminated" || instance.state === "shutting-down") return;
    halt(instance, call);
    call.world.managedInstances.delete(instance.id);
    instance.state = "shutting-down";
    call.clock.later("instanceStopping", () => {
      instance.state = "terminated";
      call.world.networkInterfaces.delete(instance.networkInterfaceId);
    });
  });
  return { TerminatingInstances: changes };
}

export function rebootInstances(input: InstancesRequest, call: Call): object {
  const instances = input.InstanceIds.map((id) => ownInstance(id, call));
  for (const instance of instances) requireState(instance, ["running"], "rebooted");
  for (const instance of instances) rebootInstance(instance, call.world, call.clock);
  return {};
}

function changeStates(input: InstancesRequest, call: Call, change: (instance: Instance) => void): object[] {
  const instances = input.InstanceIds.map((id) => ownInstance(id, call));
  return instances.map((instance) => {
    const previous = instance.state;
    change(instance);
    return {
      InstanceId: instance.id,
      PreviousState: stateOutput(previous),
      CurrentState: stateOutput(instance.state),
    };
  });
}

/** Everything that runs on an instance ends with it. */
function halt(instance: Instance, call: Call): void {
  if (instance.application !== undefined) instance.application.listening = false;
  const managed = call.world.managedInstances.get(instance.id);
  if (managed !== undefined) managed.pingStatus = "ConnectionLost";
}

function requireState(instance: Instance, allowed: readonly string[], change: string): void {
  if (allowed.includes(instance.state)) return;
  const message = `The instance '${instance.id}' is not in a state from which it can be ${change}.`;
  throw new AwsError("IncorrectInstanceState", message);
}
