import type { EndpointService } from "../../state/privateLink.ts";
import { isRegionName, type RegionName } from "../../state/regions.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { connectionsOf, isLive } from "./serviceRules.ts";

/** AWS asks for two zones of a service that other Regions can use. */
const remoteZones = 2;

/** The Regions that a request names; throws if one is none. */
export function checkedRegions(names: readonly string[]): RegionName[] {
  return names.map((name) => {
    if (isRegionName(name)) return name;
    throw new AwsError("InvalidParameter", `The Region ${name} is not valid or not enabled.`);
  });
}

/** Throws unless a service in these zones can be opened and closed to the Regions. */
export function checkRegionChange(
  service: Pick<EndpointService, "region">,
  change: { added: readonly RegionName[]; removed: readonly RegionName[] },
  zoneIds: readonly string[],
): void {
  if (change.removed.includes(service.region)) {
    const message = `The Region ${service.region} hosts the service and cannot be removed.`;
    throw new AwsError("InvalidParameter", message);
  }
  const remote = change.added.some((region) => region !== service.region);
  if (!remote || zoneIds.length >= remoteZones) return;
  throw new AwsError(
    "InvalidParameter",
    `A service with supported Regions needs load balancers in at least ${remoteZones} Availability Zones.`,
  );
}

/** Opens a service to further Regions; each takes a moment to become available. */
export function addRegions(service: EndpointService, regions: readonly RegionName[], call: Call): void {
  const known = (region: RegionName) => service.supportedRegions.find((entry) => entry.region === region);
  const added = regions.filter((region) => region !== service.region && known(region)?.state !== "Available");
  for (const region of added) {
    const others = service.supportedRegions.filter((entry) => entry.region !== region);
    service.supportedRegions = [...others, { region, state: "Pending" }];
    call.clock.later("servicePending", () => setState(service, region, "Pending", "Available"));
  }
}

/** Closes a service to Regions. Endpoints that are connected from there go on working; new ones are refused. */
export function removeRegions(service: EndpointService, regions: readonly RegionName[], call: Call): void {
  for (const region of regions) {
    const used = connectionsOf(service, call.world).some(
      (endpoint) => endpoint.region === region && isLive(endpoint),
    );
    setState(service, region, undefined, used ? "Closed" : "Deleting");
    call.clock.later("serviceDeleting", () => {
      service.supportedRegions = service.supportedRegions.filter(
        (entry) => entry.region !== region || entry.state !== "Deleting",
      );
    });
  }
}

function setState(
  service: EndpointService,
  region: RegionName,
  from: "Pending" | undefined,
  to: "Available" | "Closed" | "Deleting",
): void {
  const entry = service.supportedRegions.find((candidate) => candidate.region === region);
  if (entry !== undefined && (from === undefined || entry.state === from)) entry.state = to;
}
