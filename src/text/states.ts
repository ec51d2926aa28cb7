import type { AnyState } from "../core/model/states.ts";

const words = {
  active: "Active",
  active_impaired: "Active, impaired",
  available: "Available",
  closed: "Closed to new endpoints",
  deleted: "Deleted",
  deleting: "Deleting",
  draining: "Draining",
  expired: "Expired",
  failed: "Failed",
  healthy: "Healthy",
  initial: "Checking",
  partial: "Partly available",
  pending: "Creating",
  pendingAcceptance: "Waiting for acceptance",
  pendingVerification: "Not verified yet",
  provisioning: "Creating",
  rejected: "Rejected",
  unavailable: "Unavailable",
  unhealthy: "Unhealthy",
  "unhealthy.draining": "Unhealthy, draining",
  unknown: "Unknown state",
  unused: "Not used",
  verified: "Verified",
} satisfies Record<AnyState, string>;

export function stateWord(state: AnyState): string {
  return words[state];
}

/** AWS's reason codes for a target's health, in words. */
export function targetReason(code: string): string {
  const known: Readonly<Record<string, string>> = {
    "Elb.InitialHealthChecking": "first health checks",
    "Elb.InternalError": "an internal error of the load balancer",
    "Elb.RegistrationInProgress": "being registered",
    "Target.DeregistrationInProgress": "being removed",
    "Target.FailedHealthChecks": "health checks fail",
    "Target.HealthCheckDisabled": "health checks are off",
    "Target.IpUnusable": "its address cannot be used",
    "Target.InvalidState": "instance is not running",
    "Target.NotInUse": "no listener leads to it, or its zone is not enabled",
    "Target.NotRegistered": "not registered",
    "Target.ResponseCodeMismatch": "health checks get another status code",
    "Target.Timeout": "health checks time out",
  };
  return known[code] ?? code;
}

/** How long ago something happened: `2 d`, `3 h`, `4 min`, `just now`. */
export function age(since: number | undefined, now: number): string {
  if (since === undefined) return "";
  const minutes = Math.floor((now - since) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** Facts of one row, as they stand behind its label. */
export function joined(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join(" · ");
}
