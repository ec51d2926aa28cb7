import { createAccounts } from "../../../../src/sandbox/accounts.ts";
import { allHandlers } from "../../../../src/sandbox/api/handlers.ts";
import { GuestShell } from "../../../../src/sandbox/guest/shell.ts";
import { settleChecks } from "../../../../src/sandbox/network/healthWatch.ts";
import { path } from "../../../../src/sandbox/network/path.ts";
import { targetHealth } from "../../../../src/sandbox/network/targetHealth.ts";
import { ScenarioBuilder } from "../../../../src/sandbox/scenarios/builder.ts";
import { buildScenario, readBeginning } from "../../../../src/sandbox/scenarios/scenarios.ts";
import { Fabric } from "../../../../src/sandbox/sockets/fabric.ts";
import { freshChecks } from "../../../../src/sandbox/state/balancing.ts";
import type { Instance } from "../../../../src/sandbox/state/compute.ts";
import type { SecurityGroup, SecurityGroupRule, Subnet, Vpc } from "../../../../src/sandbox/state/network.ts";
import { type AclEntry, defaultAcl } from "../../../../src/sandbox/state/networkAcls.ts";
import { emptyWorld, type World } from "../../../../src/sandbox/state/world.ts";

/** The one item of several that matches; throws if there is none, or more than one. */
function only<T>(items: Iterable<T>, matches: (item: T) => boolean = () => true): T {
  const found = [...items].filter(matches);
  const [item] = found;
  if (item === undefined || found.length !== 1) throw new Error(`There are ${found.length}, not one.`);
  return item;
}

/** The published scenario with its connection accepted: everything works until a test breaks something. */
export class PublishedWorld {
  readonly world: World = emptyWorld();
  readonly fabric = new Fabric(this.world);

  static async build(): Promise<PublishedWorld> {
    const built = new PublishedWorld();
    const published = readBeginning("published");
    built.world.accounts.push(...createAccounts(published.accounts, []));
    const handlers = allHandlers(new GuestShell(built.fabric, "unused"));
    await buildScenario(new ScenarioBuilder(built.world, handlers), published);
    built.endpoint.state = "available";
    return built;
  }

  get endpoint() {
    return only(this.world.endpoints.values());
  }

  get service() {
    return only(this.world.endpointServices.values());
  }

  get balancer() {
    return only(this.world.loadBalancers.values());
  }

  get targetGroup() {
    return only(this.world.targetGroups.values());
  }

  /** The instance that asks. */
  get client(): Instance {
    return this.instance("tester");
  }

  /** The instance that answers. */
  get target(): Instance {
    return this.instance("flask-hello");
  }

  get application() {
    const { application } = this.target;
    if (application === undefined) throw new Error("The target has no application.");
    return application;
  }

  instance(name: string): Instance {
    return only(this.world.instances.values(), ({ tags }) => tags.get("Name") === name);
  }

  group(name: string): SecurityGroup {
    return only(this.world.securityGroups.values(), (each) => each.name === name);
  }

  vpc(name: string): Vpc {
    return only(this.world.vpcs.values(), ({ tags }) => tags.get("Name") === name);
  }

  subnet(name: string): Subnet {
    return only(this.world.subnets.values(), ({ tags }) => tags.get("Name") === name);
  }

  /** The regional DNS name of the endpoint, or the name in a zone. */
  name(zoneId?: string): string {
    return only(this.endpoint.dnsNames, (entry) => entry.zoneId === zoneId).name;
  }

  /** What becomes of the client's connection when the health checks have decided. */
  from(host = this.name(), port = 5000) {
    this.settled();
    return this.path(host, port);
  }

  /** The world when the health checks have decided. */
  settled(): World {
    settleChecks(this.world);
    return this.world;
  }

  /** What becomes of it now. */
  path(host = this.name(), port = 5000) {
    return path(this.world, this.client, host, port);
  }

  health() {
    const [target] = this.targetGroup.targets;
    if (target === undefined) throw new Error("There is no target.");
    return targetHealth(this.settled(), this.targetGroup, target);
  }

  /** Takes away a group's rules of one direction. */
  close(groupName: string, egress = false): void {
    const closed = this.group(groupName);
    closed.rules = closed.rules.filter((rule) => rule.egress !== egress);
  }

  /** Gives every inbound rule of a group another source. */
  admit(groupName: string, source: Pick<SecurityGroupRule, "cidr" | "referencedGroupId">): void {
    for (const rule of this.group(groupName).rules.filter(({ egress }) => !egress)) {
      delete rule.cidr;
      Object.assign(rule, source);
    }
  }

  /** A network ACL of one subnet's own, which lets everything pass but what its entries decide first. */
  guard(subnetName: string, ...entries: Partial<AclEntry>[]): void {
    const subnet = this.subnet(subnetName);
    const acl = structuredClone(defaultAcl(this.world, this.vpc(subnetName.split("-")[0] ?? "")));
    const decided = entries.map((entry, index) => ({
      ruleNumber: index + 1,
      egress: false,
      protocol: "6",
      cidr: "0.0.0.0/0",
      allow: false,
      ...entry,
    }));
    const own = { id: `acl-${subnetName}`, isDefault: false, subnetIds: [subnet.id] };
    this.world.networkAcls.set(own.id, { ...acl, ...own, entries: [...acl.entries, ...decided.reverse()] });
  }

  /** Moves an instance to another subnet. */
  move(instance: Instance, subnetName: string, privateIp: string): void {
    const { id: subnetId, vpcId, zoneId } = this.subnet(subnetName);
    Object.assign(instance, { subnetId, vpcId, zoneId, privateIp });
    const eni = this.world.networkInterfaces.get(instance.networkInterfaceId);
    if (eni !== undefined) Object.assign(eni, { subnetId, vpcId, zoneId, privateIp });
  }

  /** A second, equal target in the provider's other subnet or in the same one. */
  addTarget(subnetName = "platform-private-2", privateIp = "10.0.2.99"): Instance {
    const copy = { ...structuredClone(this.target), id: "i-copy", tags: new Map<string, string>() };
    const eni = this.world.networkInterfaces.get(copy.networkInterfaceId);
    if (eni === undefined) throw new Error("The target has no network interface.");
    const own = { id: "eni-copy", instanceId: copy.id };
    this.world.networkInterfaces.set(own.id, { ...eni, ...own });
    copy.networkInterfaceId = own.id;
    this.world.instances.set(copy.id, copy);
    this.move(copy, subnetName, privateIp);
    this.targetGroup.targets.push({
      id: copy.id,
      port: 5000,
      checks: freshChecks(new Date(0)),
      draining: false,
    });
    return copy;
  }
}
