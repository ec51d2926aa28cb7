import { window } from "vscode";
import type { EndpointNode, Node } from "../../core/inventory/node.ts";
import { readSnapshots } from "../../core/inventory/state.ts";
import {
  addressTypeObstacle,
  type EndpointObstacle,
  groupObstacle,
  missingDns,
  privateDnsObstacle,
  subnetObstacle,
} from "../../core/model/endpointRules.ts";
import { known } from "../../core/model/snapshot.ts";
import { displayName } from "../../core/model/tags.ts";
import type { EndpointAddressType, EndpointChange } from "../../core/plan/endpointChanges.ts";
import {
  addressTypes,
  endpointTexts,
  obstacleSentence,
  type Setting,
  settingLabels,
} from "../../text/endpointChanges.ts";
import type { EndpointChanges } from "./endpointChanges.ts";
import { chooseMembers, type Member } from "./members.ts";
import { type EndpointFacts, readEndpointFacts } from "./readPart.ts";
import { endpointNodes, pick } from "./targetCommands.ts";

/** One command for everything that can be changed of an endpoint: which setting, its new value, then a look at the call. */
export class ModifyEndpoint {
  readonly #changes: EndpointChanges;
  readonly #editPolicy: (node: EndpointNode) => Promise<void>;

  constructor(changes: EndpointChanges, editPolicy: (node: EndpointNode) => Promise<void>) {
    this.#changes = changes;
    this.#editPolicy = editPolicy;
  }

  async modify(node?: Node): Promise<void> {
    const { session } = this.#changes;
    const { origin } = session;
    const modifiable = endpointNodes(session).filter(({ capabilities }) =>
      capabilities.includes("modifiable"),
    );
    const target =
      node?.kind === "endpoint"
        ? node
        : await pick(modifiable, endpointTexts.whatToChange("an endpoint"), endpointTexts.noModifiable);
    if (target === undefined) return;
    const facts = await readEndpointFacts(session, target);
    if (facts === undefined) return;
    const setting = await chooseSetting(target, facts);
    if (setting === undefined || session.origin !== origin) return;
    const change = await this.#ask(setting, target, facts);
    if (change !== undefined) await this.#changes.change(target, change, origin);
  }

  async #ask(
    setting: Setting,
    target: EndpointNode,
    facts: EndpointFacts,
  ): Promise<EndpointChange | undefined> {
    switch (setting) {
      case "subnets":
      case "securityGroups":
      case "routeTables":
        return askMembers(setting, target, facts);
      case "privateDns":
        return this.#askPrivateDns(target, facts);
      case "addressType":
        return askAddressType(target, facts);
      case "policy":
        return this.#askPolicy(target, facts);
    }
  }

  /** There are two values, so choosing the setting is choosing the other one. */
  async #askPrivateDns(
    { endpoint }: EndpointNode,
    facts: EndpointFacts,
  ): Promise<EndpointChange | undefined> {
    const vpc = facts.network.vpcs.find(({ id }) => id === endpoint.vpcId);
    const vpcName = vpc === undefined ? endpoint.vpcId : displayName(vpc);
    const change = {
      kind: "privateDns",
      enabled: !endpoint.privateDnsEnabled,
      missing: [],
      vpcName,
    } as const;
    if (endpoint.privateDnsEnabled) return change;
    const others = readSnapshots(this.#changes.session.inventory.state).flatMap(({ endpoints }) =>
      known(endpoints),
    );
    const obstacle = privateDnsObstacle(endpoint, facts.offered, others);
    return obstacle === undefined ? { ...change, missing: missingDns(facts.vpcDns) } : refuse(obstacle);
  }

  async #askPolicy(target: EndpointNode, { offered }: EndpointFacts): Promise<EndpointChange | undefined> {
    if (offered?.takesPolicies !== true && target.endpoint.policy === undefined)
      return refuse({ code: "policiesIgnored" });
    const { editPolicy, resetPolicy } = endpointTexts;
    const choice = await window.showQuickPick([editPolicy, resetPolicy], {
      placeHolder: endpointTexts.chooseMembers("policy", displayName(target.endpoint)),
    });
    if (choice === resetPolicy) return { kind: "policy" };
    if (choice === editPolicy) await this.#editPolicy(target);
    return undefined;
  }
}

function refuse(obstacle: EndpointObstacle): undefined {
  void window.showWarningMessage(obstacleSentence(obstacle));
  return undefined;
}

async function chooseSetting(
  { endpoint }: EndpointNode,
  { offered }: EndpointFacts,
): Promise<Setting | undefined> {
  const { on, off, ownPolicy, noPolicies } = endpointTexts;
  const policy = endpoint.policy === undefined && offered?.takesPolicies !== true ? noPolicies : ownPolicy;
  const groups = endpoint.securityGroups.map(({ id, name }) => name || id);
  const now: readonly (readonly [Setting, string])[] =
    endpoint.type === "Gateway"
      ? [
          ["routeTables", endpoint.routeTableIds.join(", ")],
          ["policy", policy],
        ]
      : [
          ["subnets", endpoint.subnetIds.join(", ")],
          ["securityGroups", groups.join(", ")],
          ["privateDns", endpoint.privateDnsEnabled ? on : off],
          ["addressType", addressTypes[endpoint.ipAddressType ?? "ipv4"]],
          ["policy", policy],
        ];
  const items = now.map(([setting, description]) => ({
    label: settingLabels[setting],
    description,
    setting,
  }));
  const placeHolder = endpointTexts.whatToChange(displayName(endpoint));
  return (await window.showQuickPick(items, { placeHolder }))?.setting;
}

async function askMembers(
  kind: "subnets" | "securityGroups" | "routeTables",
  { endpoint }: EndpointNode,
  facts: EndpointFacts,
): Promise<EndpointChange | undefined> {
  const ids = await chooseMembers(
    membersOf(kind, endpoint.vpcId, facts),
    currentMembers(kind, endpoint),
    endpointTexts.chooseMembers(kind, displayName(endpoint)),
    (chosen) => memberObstacle(kind, chosen, endpoint, facts),
  );
  return ids && { kind, ids };
}

function membersOf(kind: Setting, vpcId: string, { network }: EndpointFacts): readonly Member[] {
  const inVpc = (each: { readonly vpcId: string }) => each.vpcId === vpcId;
  if (kind === "subnets") {
    return network.subnets.filter(inVpc).map((subnet) => ({
      id: subnet.id,
      label: displayName(subnet),
      description: `${subnet.zoneId} · ${subnet.zoneName}`,
      detail: [subnet.id, subnet.cidr, `${subnet.freeAddresses} free`].join(" · "),
    }));
  }
  return kind === "routeTables"
    ? network.routeTables
        .filter(inVpc)
        .map((table) => ({ id: table.id, label: displayName(table), description: table.id }))
    : network.securityGroups.filter(inVpc).map(({ id, name }) => ({ id, label: name, description: id }));
}

function currentMembers(kind: Setting, endpoint: EndpointNode["endpoint"]): readonly string[] {
  if (kind === "subnets") return endpoint.subnetIds;
  return kind === "routeTables" ? endpoint.routeTableIds : endpoint.securityGroups.map(({ id }) => id);
}

function memberObstacle(
  kind: Setting,
  ids: readonly string[],
  endpoint: EndpointNode["endpoint"],
  { network, offered }: EndpointFacts,
): EndpointObstacle | undefined {
  if (kind === "securityGroups") return groupObstacle(ids);
  if (kind === "routeTables") return ids.length === 0 ? { code: "noRouteTables" } : undefined;
  const wanted = network.subnets.filter(({ id }) => ids.includes(id));
  return subnetObstacle(endpoint, wanted, offered);
}

async function askAddressType(
  { endpoint }: EndpointNode,
  { network, offered }: EndpointFacts,
): Promise<EndpointChange | undefined> {
  const current = endpoint.ipAddressType ?? "ipv4";
  const types: readonly EndpointAddressType[] = ["ipv4", "dualstack", "ipv6"];
  const items = types.map((type) => {
    const obstacle = type === current ? undefined : addressTypeObstacle(endpoint, type, offered, network);
    return {
      label: addressTypes[type],
      description: type === current ? endpointTexts.current : "",
      ...(obstacle !== undefined && { detail: obstacleSentence(obstacle), obstacle }),
      type,
    };
  });
  const placeHolder = endpointTexts.chooseMembers("addressType", displayName(endpoint));
  const picked = await window.showQuickPick(items, { placeHolder });
  if (picked === undefined || picked.type === current) return undefined;
  return picked.obstacle === undefined ? { kind: "addressType", to: picked.type } : refuse(picked.obstacle);
}
