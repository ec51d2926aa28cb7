import { ThemeColor, ThemeIcon } from "vscode";
import type { AccessNode, Node } from "../../core/inventory/node.ts";
import type { Listener, Target } from "../../core/model/service.ts";
import type { AnyState } from "../../core/model/states.ts";

const fine = new ThemeIcon("pass", new ThemeColor("charts.green"));
const waiting = new ThemeIcon("watch", new ThemeColor("charts.blue"));
const moving = new ThemeIcon("sync~spin", new ThemeColor("charts.blue"));
const degraded = new ThemeIcon("warning", new ThemeColor("list.warningForeground"));
const broken = new ThemeIcon("error", new ThemeColor("charts.red"));
const ended = new ThemeIcon("circle-slash");
const notSeen = new ThemeIcon("question");

const states: Record<AnyState, ThemeIcon> = {
  active: fine,
  active_impaired: degraded,
  available: fine,
  closed: ended,
  deleted: ended,
  deleting: moving,
  draining: moving,
  expired: ended,
  failed: broken,
  healthy: fine,
  initial: moving,
  partial: degraded,
  pending: moving,
  pendingAcceptance: waiting,
  pendingVerification: waiting,
  provisioning: moving,
  rejected: ended,
  unavailable: notSeen,
  unhealthy: broken,
  "unhealthy.draining": broken,
  unknown: notSeen,
  unused: ended,
  verified: fine,
};

/** A state by its icon; the row's words say it too. */
export function nodeIcon(node: Node): ThemeIcon | undefined {
  switch (node.kind) {
    case "scope":
      return new ThemeIcon("account");
    case "service":
      return states[node.service.state];
    case "connection":
      return node.asked === undefined ? states[node.connection.state] : moving;
    case "connections":
      return new ThemeIcon("plug");
    case "loadBalancer":
      return node.loadBalancer.state === "active"
        ? new ThemeIcon("type-hierarchy")
        : states[node.loadBalancer.state];
    case "listener":
      return healthIcon(targetsOf(node.listener));
    case "targetGroup":
      return healthIcon(node.targetGroup.targets);
    case "target":
      return states[node.target.state];
    case "vpc":
      return new ThemeIcon("cloud");
    case "endpoint":
      return states[node.endpoint.state];
    case "networkInterface":
      return new ThemeIcon("chip");
    case "dnsNames":
    case "dnsName":
      return new ThemeIcon("globe");
    case "securityGroup":
      return new ThemeIcon("shield");
    case "failure":
      return degraded;
    case "loading":
      return moving;
    case "empty":
      return undefined;
    default:
      return accessIcon(node);
  }
}

function accessIcon(node: AccessNode): ThemeIcon {
  switch (node.kind) {
    case "acceptance":
      return new ThemeIcon(node.service.acceptanceRequired ? "lock" : "unlock");
    case "dnsRecord":
      return new ThemeIcon("note");
    case "ipTypes":
      return new ThemeIcon("symbol-numeric");
    case "notification":
      return node.notification.enabled ? fine : ended;
    case "notifications":
      return new ThemeIcon("bell");
    case "payer":
      return new ThemeIcon("credit-card");
    case "principal":
      return node.arn === "*" ? degraded : new ThemeIcon("account");
    case "principals":
      return new ThemeIcon("organization");
    case "privateDns":
      return states[node.service.privateDnsProof?.state ?? "unknown"];
    case "region":
      return states[node.state];
    case "regions":
      return new ThemeIcon("globe");
    case "zoneDrift":
      return degraded;
  }
}

function targetsOf({ targetGroups }: Listener): readonly Target[] {
  return targetGroups.flatMap(({ targets }) => targets);
}

function healthIcon(targets: readonly Target[]): ThemeIcon {
  if (targets.length > 0 && targets.every(({ state }) => state === "healthy")) return fine;
  return targets.some(({ state }) => state === "healthy") ? degraded : broken;
}
