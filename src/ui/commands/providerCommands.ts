import type { Disposable } from "vscode";
import type { Node } from "../../core/inventory/node.ts";
import { nameConnection } from "./nameConnection.ts";
import { NotificationCommands } from "./notificationCommands.ts";
import { PrincipalCommands } from "./principalCommands.ts";
import { RegionCommands } from "./regionCommands.ts";
import { type ChangePorts, ServiceChanges } from "./serviceChanges.ts";
import { SettingCommands } from "./settingCommands.ts";

type Register = (id: string, run: (node?: Node) => Promise<void>) => Disposable;

/** Everything that changes a service which exists. */
export function registerProviderCommands(command: Register, ports: ChangePorts): readonly Disposable[] {
  const changes = new ServiceChanges(ports);
  const principals = new PrincipalCommands(changes);
  const regions = new RegionCommands(changes);
  const notifications = new NotificationCommands(changes);
  const settings = new SettingCommands(changes);
  return [
    command("service.addPrincipal", (node) => principals.add(node)),
    command("service.removePrincipal", (node) => principals.remove(node)),
    command("service.requireAcceptance", (node) => settings.setAcceptance(true, node)),
    command("service.acceptAutomatically", (node) => settings.setAcceptance(false, node)),
    command("service.verifyPrivateDns", (node) => settings.verifyPrivateDns(node)),
    command("service.fixZones", (node) => settings.fixZones(node)),
    command("service.addRegion", (node) => regions.add(node)),
    command("service.removeRegion", (node) => regions.remove(node)),
    command("service.createNotification", (node) => notifications.create(node)),
    command("service.deleteNotification", (node) => notifications.delete(node)),
    command("connection.name", (node) => nameConnection(changes, node)),
  ];
}
