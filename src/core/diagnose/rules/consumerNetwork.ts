import type { FamilyRules } from "../rule.ts";
import { noOutboundRule } from "./consumer/clientGroup.ts";
import { defaultGroup, foreignGroup, noInboundRule } from "./consumer/endpointGroup.ts";
import { policyDenies, sharedSubnet } from "./consumer/endpointSettings.ts";
import { answers, clientOutbound, endpointInbound } from "./consumer/networkAcl.ts";
import { blackHole, inspected } from "./consumer/routes.ts";
import { missingZone, singleZone } from "./consumer/zones.ts";

/** Family B. */
export const consumerNetworkRules: FamilyRules<"B"> = {
  B1: noInboundRule,
  B2: defaultGroup,
  B3: noOutboundRule,
  B4: clientOutbound,
  B5: endpointInbound,
  B6: answers,
  B8: blackHole,
  B9: foreignGroup,
  B10: missingZone,
  B11: singleZone,
  B14: sharedSubnet,
  B15: policyDenies,
  B18: inspected,
};
