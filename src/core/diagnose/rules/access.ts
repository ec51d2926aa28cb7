import type { FamilyRules } from "../rule.ts";
import { agentSilent, noProfile, notManaged, roleWithoutRights, stopped } from "./managing/instance.ts";
import { noWayToSsm, ssmEndpointClosed } from "./managing/reachingSsm.ts";
import { regionNotSupported, wrongRegion } from "./managing/regions.ts";
import { notPrincipal, otherPrincipal } from "./principals.ts";

/** Family G. */
export const accessRules: FamilyRules<"G"> = {
  G1: notPrincipal,
  G2: otherPrincipal,
  G4: wrongRegion,
  G6: regionNotSupported,
  G9: notManaged,
  G10: noProfile,
  G11: roleWithoutRights,
  G12: noWayToSsm,
  G13: ssmEndpointClosed,
  G14: agentSilent,
  G15: stopped,
};
