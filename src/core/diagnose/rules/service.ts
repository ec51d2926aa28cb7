import type { FamilyRules } from "../rule.ts";
import { clientsBlocked } from "./balancer/clients.ts";
import { noListener, noWeight, otherProtocol } from "./balancer/listenerPort.ts";
import { nobodyTold, openToEveryone } from "./balancer/openness.ts";
import { cannotReachTargets } from "./balancer/outbound.ts";
import { notActive } from "./balancer/state.ts";
import { unlikeTwins } from "./balancer/twins.ts";
import { zoneShifted, zonesNotOffered } from "./balancer/zones.ts";
import { groupNotEnough } from "./target/nodeAddresses.ts";

/** The service, its load balancers and their listeners. */
export const serviceRules: FamilyRules<"D"> = {
  D1: noListener,
  D2: otherProtocol,
  D3: notActive,
  D4: clientsBlocked,
  D5: cannotReachTargets,
  D7: zonesNotOffered,
  D9: unlikeTwins,
  D10: groupNotEnough,
  D12: noWeight,
  D13: zoneShifted,
  D14: nobodyTold,
  D15: openToEveryone,
};
