import { regionNames, zonesOf } from "../../state/regions.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";

interface DescribeRegions {
  RegionNames?: string[];
  Filters?: Filter[];
}

interface DescribeAvailabilityZones {
  ZoneNames?: string[];
  ZoneIds?: string[];
  Filters?: Filter[];
}

interface ListedZone {
  id: string;
  name: string;
  tags: Map<string, string>;
}

const zoneReaders: FilterReaders<ListedZone> = {
  "zone-id": (zone) => zone.id,
  "zone-name": (zone) => zone.name,
  "zone-type": () => "availability-zone",
  state: () => "available",
  "opt-in-status": () => "opt-in-not-required",
};

const regionReaders: FilterReaders<Pick<ListedZone, "name" | "tags">> = {
  endpoint: ({ name }) => `ec2.${name}.amazonaws.com`,
  "region-name": ({ name }) => name,
  "opt-in-status": () => "opt-in-not-required",
};

export function describeRegions(input: DescribeRegions): object {
  const unknown = input.RegionNames?.find((name) => !regionNames.some((known) => known === name));
  if (unknown !== undefined)
    throw new AwsError("InvalidParameterValue", `Invalid region provided: ${unknown}`);
  const chosen = regionNames.filter((name) => input.RegionNames?.includes(name) ?? true);
  const listed = chosen.map((name) => ({ name, tags: new Map<string, string>() }));
  return {
    Regions: applyFilters(listed, input.Filters, regionReaders).map(({ name }) => ({
      RegionName: name,
      Endpoint: `ec2.${name}.amazonaws.com`,
      OptInStatus: "opt-in-not-required",
    })),
  };
}

export function describeAvailabilityZones(input: DescribeAvailabilityZones, call: Call): object {
  const all = zonesOf(call.account, call.region).map((zone) => ({
    ...zone,
    tags: new Map<string, string>(),
  }));
  const chosen = all.filter(
    ({ id, name }) => (input.ZoneIds?.includes(id) ?? true) && (input.ZoneNames?.includes(name) ?? true),
  );
  return {
    AvailabilityZones: applyFilters(chosen, input.Filters, zoneReaders).map(({ id, name }) => ({
      ZoneId: id,
      ZoneName: name,
      ZoneType: "availability-zone",
      State: "available",
      OptInStatus: "opt-in-not-required",
      RegionName: call.region,
      GroupName: call.region,
      NetworkBorderGroup: call.region,
    })),
  };
}
