import { regionOf, zoneName } from "../../state/regions.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";

interface DescribeOfferings extends PageRequest {
  LocationType?: string;
  Filters?: Filter[];
}

interface Offering {
  instanceType: string;
  location: string;
  tags: Map<string, string>;
}

const types = ["t3.nano", "t3.micro", "t3.small", "t4g.nano", "t4g.micro", "t4g.small"];

/** The oldest zone of us-east-1 has no Graviton processors (ledger: types-by-zone). */
const zonesWithoutGraviton = ["use1-az3"];

const readers: FilterReaders<Offering> = {
  "instance-type": ({ instanceType }) => instanceType,
  location: ({ location }) => location,
};

/** A few burstable types, by zone or for the Region. */
export function describeInstanceTypeOfferings(input: DescribeOfferings, call: Call): object {
  const locationType = input.LocationType ?? "region";
  const offered = regionOf(call.region).zoneIds.flatMap((zoneId) =>
    types
      .filter((type) => !(type.startsWith("t4g.") && zonesWithoutGraviton.includes(zoneId)))
      .map((instanceType) => ({
        instanceType,
        location: locationOf(locationType, zoneId, call),
        tags: new Map(),
      })),
  );
  const distinct = new Map(offered.map((each) => [`${each.instanceType} ${each.location}`, each]));
  const { items, next } = page(applyFilters([...distinct.values()], input.Filters, readers), input);
  return {
    InstanceTypeOfferings: items.map(({ instanceType, location }) => ({
      InstanceType: instanceType,
      LocationType: locationType,
      Location: location,
    })),
    ...next,
  };
}

function locationOf(type: string, zoneId: string, call: Call): string {
  if (type === "region") return call.region;
  if (type === "availability-zone-id") return zoneId;
  if (type === "availability-zone") return zoneName(call.account, call.region, zoneId);
  throw new AwsError("InvalidParameterValue", `Invalid value '${type}' for LocationType.`);
}
