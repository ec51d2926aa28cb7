import type { Commands } from "./commands.ts";
import { nameConnection } from "./nameConnection.ts";
import { NotificationCommands } from "./notificationCommands.ts";
import { PrincipalCommands } from "./principalCommands.ts";
import { RegionCommands } from "./regionCommands.ts";
import { type ChangePorts, ServiceChanges } from "./serviceChanges.ts";
import { SettingCommands } from "./settingCommands.ts";
import { TermCommands } from "./termCommands.ts";

/** Everything that changes a service which exists. */
export function providerCommands(ports: ChangePorts): Commands {
  const changes = new ServiceChanges(ports);
  const principals = new PrincipalCommands(changes);
  const regions = new RegionCommands(changes);
  const notifications = new NotificationCommands(changes);
  const settings = new SettingCommands(changes);
  const terms = new TermCommands(changes);
  return {
    "service.addPrincipal": (node) => principals.add(node),
    "service.removePrincipal": (node) => principals.remove(node),
    "service.requireAcceptance": (node) => settings.setAcceptance(true, node),
    "service.acceptAutomatically": (node) => settings.setAcceptance(false, node),
    "service.verifyPrivateDns": (node) => settings.verifyPrivateDns(node),
    "service.fixZones": (node) => settings.fixZones(node),
    "service.changePrivateDns": (node) => terms.changePrivateDns(node),
    "service.changeIpTypes": (node) => terms.changeIpTypes(node),
    "service.takeOverCosts": (node) => terms.takeOverCosts(node),
    "service.addRegion": (node) => regions.add(node),
    "service.removeRegion": (node) => regions.remove(node),
    "service.createNotification": (node) => notifications.create(node),
    "service.deleteNotification": (node) => notifications.delete(node),
    "connection.name": (node) => nameConnection(changes, node),
  };
}
