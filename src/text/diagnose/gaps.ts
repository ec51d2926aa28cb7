import type { Side } from "../../core/diagnose/cause.ts";
import type { Gap } from "../../core/diagnose/evidence/seen.ts";
import type { Failure } from "../../core/model/failure.ts";
import { failureTitle } from "../failures.ts";

export const sideNames: Record<Side, string> = { consumer: "Consumer", provider: "Provider" };

/** What is missing from the evidence. */
export function unseenTitle(side: Side, gap: Gap): string {
  switch (gap.code) {
    case "notOpen":
      return `${sideNames[side]}'s side`;
    case "refused":
      return gap.failure.action ?? `A part of the ${side}'s side`;
    case "ownedByAws":
      return "What is behind the service";
    case "unknownWhich":
      return `What depends on it, on the ${side}'s side`;
    case "noTest":
      return "What a test would show";
    case "noClient":
      return "The client";
    case "noInstance":
      return "What guards the targets";
    case "familiesNotSaid":
      return "Whether the service takes IPv6";
    case "undecidedGroups":
      return `What security groups let through, on the ${side}'s side`;
  }
}

export function unseenReason(side: Side, gap: Gap): string {
  switch (gap.code) {
    case "notOpen":
      return `No profile of the ${side}'s account is open in this window. Open one, or ask the ${side}.`;
    case "refused":
      return refusal(gap.failure);
    case "ownedByAws":
      return "The service is AWS's own, and so is what is behind it. AWS's Health Dashboard tells of trouble.";
    case "unknownWhich":
      return "What would tell which resources to read could not be seen either.";
    case "noTest":
      return "No connectivity test has shown yet how it is now. Some causes only show in one.";
    case "noClient":
      return "The endpoint's VPC has no instance to look from.";
    case "noInstance":
      return "A target is an address that no instance of the account has: its security groups are not read.";
    case "familiesNotSaid":
      return "AWS does not say of this service which IP address types it takes.";
    case "undecidedGroups":
      return "A rule names a prefix list, whose blocks are not read, or AWS did not list one of the groups.";
  }
}

function refusal(failure: Failure): string {
  const profile = failure.profile === undefined ? "" : ` for ${failure.profile}`;
  if (failure.code === "accessDenied") return `${failure.action ?? "The call"} is not allowed${profile}.`;
  return failure.message === ""
    ? `${failureTitle(failure)}.`
    : `${failureTitle(failure)}: ${failure.message}`;
}
