import type { Instance } from "../../state/compute.ts";
import { zoneName } from "../../state/regions.ts";
import { type Call, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { ownInstance, stateOutput } from "./instances.ts";

interface DescribeInstanceStatus extends PageRequest {
  InstanceIds?: string[];
  Filters?: Filter[];
  IncludeAllInstances?: boolean;
}

const readers: FilterReaders<Instance> = {
  "instance-state-name": (instance) => instance.state,
  "instance-status.status": checks,
  "instance-status.reachability": (instance) => reachability(instance),
  "system-status.status": checks,
  "system-status.reachability": (instance) => reachability(instance),
};

/** Only running instances, unless the request wants all of them. */
export function describeInstanceStatus(input: DescribeInstanceStatus, call: Call): object {
  const all = input.InstanceIds?.map((id) => ownInstance(id, call)) ?? owned(call.world.instances, call);
  const chosen = all.filter(({ state }) => input.IncludeAllInstances === true || state === "running");
  const { items, next } = page(applyFilters(chosen, input.Filters, readers), input);
  return { InstanceStatuses: items.map((instance) => statusOutput(instance, call)), ...next };
}

/** The checks pass once the operating system is up. */
function checks(instance: Instance): string {
  if (instance.state !== "running") return "not-applicable";
  return instance.consoleOutput === "" ? "initializing" : "ok";
}

function reachability(instance: Instance): string {
  return checks(instance) === "ok" ? "passed" : "initializing";
}

function statusOutput(instance: Instance, call: Call): object {
  const status = {
    Status: checks(instance),
    ...(instance.state === "running"
      ? { Details: [{ Name: "reachability", Status: reachability(instance) }] }
      : {}),
  };
  return {
    InstanceId: instance.id,
    AvailabilityZone: zoneName(call.account, instance.region, instance.zoneId),
    InstanceState: stateOutput(instance.state),
    InstanceStatus: status,
    SystemStatus: status,
  };
}
