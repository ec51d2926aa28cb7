import { parsePort } from "../model/cidr.ts";
import { letInBlock } from "../model/securityGroup.ts";
import { known } from "../model/snapshot.ts";
import { displayName } from "../model/tags.ts";
import type { InterfacePlacement } from "../plan/connectIntent.ts";
import type { NetworkAnswer } from "./connectNetwork.ts";
import type { ServiceAnswer } from "./connectService.ts";
import type { Facts, OpenService } from "./facts.ts";
import { checkCidrs, checkName, checkPort, type Fields, splitList } from "./fields.ts";
import { type Notice, type Problem, type Section, section } from "./form.ts";
import { freeName } from "./options.ts";

export interface EndpointAnswer {
  readonly section: Section;
  readonly name: string;
  readonly groups: InterfacePlacement["groups"] | undefined;
}

/** The endpoint itself: its name, and the security group that lets its clients in. */
export function endpointSection(
  fields: Fields,
  facts: Facts,
  service: ServiceAnswer,
  network: NetworkAnswer,
): EndpointAnswer {
  const name = fields.text("name", proposedName(facts, service), checkName);
  const parts = { name: name.value.trim() };
  if (service.isGateway) return { ...parts, section: section("endpoint", [name]), groups: undefined };
  const kind = fields.radio(
    "securityGroup",
    [
      { value: "new", label: "new" },
      { value: "existing", label: "existing" },
    ],
    "new",
  );
  const port = portField(fields, facts, service);
  const cidrs = fields.text("clientCidrs", network.vpc?.cidrs.join(", ") ?? "", (text) =>
    text === "" ? { code: "required" } : checkCidrs(text),
  );
  const number = parsePort(port.value) ?? 0;
  const clients = splitList(cidrs.value);
  if (kind.value === "existing") {
    const groups = groupsField(fields, network, number);
    return {
      ...parts,
      section: section("endpoint", [name, kind, groups, port]),
      groups: { kind: "existing", ids: groups.values },
    };
  }
  return {
    ...parts,
    section: section("endpoint", [name, kind, port, cidrs]),
    groups: { kind: "new", port: number, clientCidrs: clients },
  };
}

/** A port on which nothing listens is not wrong yet: a listener may come. */
function portField(fields: Fields, facts: Facts, service: ServiceAnswer) {
  const field = fields.text("port", proposedPort(facts, service), checkPort);
  const ports = knownPorts(facts, service.open);
  const port = parsePort(field.value);
  const isSilent = port !== undefined && ports.length > 0 && !ports.includes(port);
  return { ...field, notices: isSilent ? [{ code: "portSilent", port, ports } as const] : [] };
}

function knownPorts(facts: Facts, open: OpenService | undefined): readonly number[] {
  return open === undefined ? [] : known(facts.ports[open.service.id] ?? { status: "loading" });
}

/** AWS's services answer over HTTPS; of others only the owner sees the ports. */
function proposedPort(facts: Facts, service: ServiceAnswer): string {
  if (service.offered?.owner === "amazon") return "443";
  const [port] = knownPorts(facts, service.likely);
  return port === undefined ? "" : String(port);
}

function proposedName(facts: Facts, { likely, name, offered }: ServiceAnswer): string {
  const [last] = name.split(".").slice(-1);
  const stem =
    likely === undefined ? (offered?.owner === "amazon" ? (last ?? "") : "") : displayName(likely.service);
  const taken = facts.openEndpoints.map(({ endpoint }) => displayName(endpoint));
  return stem === "" ? "" : freeName(resourceName(stem), taken);
}

/** A display name reduced to what resource names may contain. */
function resourceName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 24);
  return name.replace(/^-+|-+$/g, "");
}

/** AWS's default quota of groups per interface. */
const groupsPerInterface = 5;

/** The VPC's default group is not offered: it lets in only its own members, so that every connection would time out. */
function groupsField(fields: Fields, { network, vpc }: NetworkAnswer, port: number) {
  const candidates = network.securityGroups.filter(
    (group) => group.vpcId === vpc?.id && group.name !== "default",
  );
  const check = (ids: readonly string[]): Problem | undefined => {
    if (ids.length === 0) return { code: "noGroups" };
    return ids.length > groupsPerInterface ? { code: "tooManyGroups", limit: groupsPerInterface } : undefined;
  };
  const closed = (ids: readonly string[]): readonly Notice[] => {
    const chosen = candidates.filter(({ id }) => ids.includes(id));
    const shut = (vpc?.cidrs ?? []).filter((cidr) => !letInBlock(chosen, port, cidr));
    return chosen.length > 0 && port > 0 && shut.length > 0
      ? [{ code: "groupsClosed", port, cidrs: shut }]
      : [];
  };
  return fields.set(
    "endpointGroups",
    candidates.map(({ id, name }) => ({ value: id, label: name, detail: id })),
    [],
    check,
    closed,
  );
}
