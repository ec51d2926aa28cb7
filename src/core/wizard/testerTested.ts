import { parsePort } from "../model/cidr.ts";
import type { VpcEndpoint } from "../model/endpoint.ts";
import { accountName, type OpenScope } from "../model/scope.ts";
import { letInBlock, type SecurityGroup } from "../model/securityGroup.ts";
import { known } from "../model/snapshot.ts";
import { displayName } from "../model/tags.ts";
import { type Facts, type OpenService, readNetwork } from "./facts.ts";
import { checkPort, type Fields } from "./fields.ts";
import { type Notice, type Option, type Section, section } from "./form.ts";
import { targetValue } from "./tearDownFlow.ts";

export interface TestedAnswer {
  readonly section: Section;
  readonly scope: OpenScope | undefined;
  readonly endpoint: VpcEndpoint | undefined;
  /** Its service, where that is open in this window too. */
  readonly open: OpenService | undefined;
  readonly port: number;
}

/** What the tester is for: an interface endpoint, and the port that is going to be tried. */
export function testedSection(fields: Fields, facts: Facts): TestedAnswer {
  const candidates = facts.openEndpoints.filter(({ endpoint }) => isTestable(endpoint));
  const [only, second] = candidates;
  const inferred =
    only !== undefined && second === undefined ? targetValue(only.scope, only.endpoint) : undefined;
  const field = fields.choice("testedEndpoint", candidates.map(endpointOption), inferred);
  const chosen = candidates.find((each) => targetValue(each.scope, each.endpoint) === field.value);
  const open = facts.openServices.find(({ service }) => service.name === chosen?.endpoint.serviceName);
  const groups = groupsOf(facts, chosen?.scope, chosen?.endpoint);
  const port = fields.text("testedPort", proposedPort(facts, chosen?.endpoint, open, groups), checkPort);
  const number = parsePort(port.value) ?? 0;
  return {
    section: section("tested", [field, { ...port, notices: closedNotices(facts, chosen, groups, number) }]),
    scope: chosen?.scope,
    endpoint: chosen?.endpoint,
    open,
    port: number,
  };
}

function isTestable({ type, state }: VpcEndpoint): boolean {
  return (
    type === "Interface" && (state === "available" || state === "pending" || state === "pendingAcceptance")
  );
}

function endpointOption({ scope, endpoint }: Facts["openEndpoints"][number]): Option {
  return {
    value: targetValue(scope, endpoint),
    label: `${displayName(endpoint)} · ${endpoint.id}`,
    detail: `${accountName(scope)} · ${scope.region}`,
  };
}

function groupsOf(
  facts: Facts,
  scope: OpenScope | undefined,
  endpoint: VpcEndpoint | undefined,
): readonly SecurityGroup[] {
  const ids = endpoint?.securityGroups.map(({ id }) => id) ?? [];
  return readNetwork(facts, scope).securityGroups.filter(({ id }) => ids.includes(id));
}

/** A listener's, as its owner sees it; the only port that the endpoint's groups name; HTTPS for AWS's own services. */
function proposedPort(
  facts: Facts,
  endpoint: VpcEndpoint | undefined,
  open: OpenService | undefined,
  groups: readonly SecurityGroup[],
): string {
  const [listened] = open === undefined ? [] : known(facts.ports[open.service.id] ?? { status: "loading" });
  if (listened !== undefined) return String(listened);
  if (endpoint !== undefined && !endpoint.serviceName.includes(".vpce.")) return "443";
  const ports = new Set(
    groups.flatMap(({ ingress }) =>
      ingress.flatMap(({ fromPort, toPort }) =>
        fromPort !== undefined && fromPort === toPort ? [fromPort] : [],
      ),
    ),
  );
  const [port] = ports;
  return port === undefined || ports.size > 1 ? "" : String(port);
}

/** The test will show it too; who sees it here can choose another group first. */
function closedNotices(
  facts: Facts,
  chosen: Facts["openEndpoints"][number] | undefined,
  groups: readonly SecurityGroup[],
  port: number,
): readonly Notice[] {
  const vpc = readNetwork(facts, chosen?.scope).vpcs.find(({ id }) => id === chosen?.endpoint.vpcId);
  const shut = (vpc?.cidrs ?? []).filter((cidr) => !letInBlock(groups, port, cidr));
  return groups.length > 0 && port > 0 && shut.length > 0
    ? [{ code: "groupsClosed", port, cidrs: shut }]
    : [];
}
