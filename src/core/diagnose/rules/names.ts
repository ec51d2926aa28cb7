import type { FamilyRules } from "../rule.ts";
import { nameTaken, privateDnsOff, unverified } from "./dns/privateName.ts";
import { oldAddresses, recordsOfOtherFamily, staleName } from "./dns/records.ts";
import { noHostnames, noSupport, ownServers } from "./dns/vpcDns.ts";

/** Family C. */
export const namesRules: FamilyRules<"C"> = {
  C1: staleName,
  C2: privateDnsOff,
  C3: noSupport,
  C4: noHostnames,
  C5: unverified,
  C7: nameTaken,
  C8: ownServers,
  C11: oldAddresses,
  C12: recordsOfOtherFamily,
};
