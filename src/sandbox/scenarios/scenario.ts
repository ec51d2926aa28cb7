import { anyObject, flag, listOf, objectOf, oneOf, type Ruled, text, whole } from "../files/rules.ts";
import type { EndpointState } from "../state/privateLink.ts";
import { type RegionName, regionNames } from "../state/regions.ts";
import { type ServiceName, serviceModels } from "../wire/operations.ts";

const accountId = text({ pattern: /^\d{12}$/, form: "an account id of twelve digits" });
const cidr = text({
  pattern: /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
  form: "an IPv4 network such as 10.0.0.0/16",
});
const ipv6Cidr = text({
  pattern: /^[0-9a-f:]+::\/\d{1,3}$/,
  form: "an IPv6 network such as 2001:db8:1:100::/56",
});
const region = oneOf<RegionName>(regionNames);
// Known by their keys; Object.keys has no narrower type than string.
const service = oneOf(Object.keys(serviceModels) as ServiceName[]);

/** An account with the name of its profile; `zoneShift` rotates the letters of its zones against the zone ids. */
export const accountRule = objectOf(
  { id: accountId, profile: text(), alias: text() },
  { zoneShift: whole(0, 5), closedZoneIds: listOf(text()) },
);

/** A route table's default route, and the subnets that use the table. */
const routes = objectOf(
  { subnets: listOf(text()), to: oneOf(["internetGateway", "natGateway", "transitGateway"]) },
  /** The subnet that a NAT gateway stands in. */
  { natIn: text(), name: text() },
);

/** A VPC that exists before any call is made. Names become the `Name` tags. */
const network = objectOf(
  {
    account: accountId,
    region,
    name: text(),
    cidr,
    subnets: listOf(objectOf({ name: text(), cidr, zoneId: text() }, { ipv6Cidr, ipv6Only: flag })),
    routes: listOf(routes),
  },
  { ipv6Cidr },
);

/**
 * One call of the API. A text `${NAME.path}` in its input stands for a value in the output of the call that is called
 * NAME by `as`, or by its number in the file, counted from 0; `${vpc.NAME}`, `${subnet.NAME}` and `${routeTable.NAME}`
 * for the id of a part of the networks. `{"$base64": [lines]}` stands for the lines, encoded.
 */
const call = objectOf(
  { account: accountId, region, service, operation: text(), input: anyObject },
  { as: text({ pattern: /^[A-Za-z][\w-]*$/, form: "a name of letters, digits, - and _" }) },
);

/** What an endpoint to a resource or a service network is associated with. */
const association = objectOf(
  { resourceArn: text() },
  {
    accessible: flag,
    serviceNetworkName: text(),
    resourceConfigurationGroupArn: text(),
    dnsName: text(),
    privateDnsName: text(),
    failureCode: text(),
    failureReason: text(),
  },
);

/**
 * An endpoint of a type that no call of the sandbox makes, in its network. Those to resources and service networks name an
 * ARN, the others a service. Interface and gateway endpoints are made by calls; `${routeTable.NAME}` is for the latter.
 */
const endpoint = objectOf(
  {
    account: accountId,
    region,
    name: text(),
    type: oneOf(["GatewayLoadBalancer", "Resource", "ServiceNetwork"]),
    vpc: text(),
    subnets: listOf(text()),
  },
  {
    state: oneOf<EndpointState>([
      "pendingAcceptance",
      "pending",
      "available",
      "rejected",
      "failed",
      "partial",
    ]),
    serviceName: text(),
    resourceConfigurationArn: text(),
    serviceNetworkArn: text(),
    /** Their names; without any, the default group of the VPC. */
    securityGroups: listOf(text()),
    privateDns: flag,
    requesterManaged: flag,
    failureReason: text(),
    associations: listOf(association),
  },
);

/** Services of the first account and endpoints of the second one, evenly over so many Regions. */
const many = objectOf(
  { services: whole(1, 2_000), endpoints: whole(0, 20_000), regions: whole(1, regionNames.length) },
  {},
);

/** What a scenario file holds. What it extends is built before; its own parts are built in this order. */
export const scenarioRule = objectOf(
  {},
  {
    $schema: text(),
    description: text(),
    extends: text(),
    accounts: listOf(accountRule),
    /** Whether the accounts have the default VPC that AWS gives to new accounts in each Region. */
    defaultVpcs: flag,
    networks: listOf(network),
    calls: listOf(call),
    endpoints: listOf(endpoint),
    many,
  },
);

export type Scenario = Ruled<typeof scenarioRule>;
export type ScenarioAccount = Ruled<typeof accountRule>;
export type ScenarioNetwork = Ruled<typeof network>;
export type ScenarioEndpoint = Ruled<typeof endpoint>;
export type ScenarioCall = Ruled<typeof call>;
export type ManyCounts = Ruled<typeof many>;

/** What editors check a scenario file against: `scenario.schema.json` is this, and a test keeps it so. */
export const scenarioSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Scenario of the PrivateLink Toolkit sandbox",
  ...scenarioRule.schema,
};
