import type { FamilyRules } from "../rule.ts";
import { applicationError, certificateName, otherHost, otherScheme } from "./target/answers.ts";
import { applicationBalancer } from "./target/applicationBalancer.ts";
import { noTargets } from "./target/emptyGroup.ts";
import { zoneNotEnabled } from "./target/enabledZone.ts";
import { targetsShut } from "./target/groups.ts";
import { wrongCheck } from "./target/healthCheck.ts";
import { neverInstalled, notListening } from "./target/listening.ts";
import { stoppedByList } from "./target/networkAcls.ts";
import { proxyHeader } from "./target/proxyHeader.ts";
import { notRunning } from "./target/running.ts";
import { groupNotUsed } from "./target/unusedGroup.ts";
import { zoneWithoutTargets } from "./target/zones.ts";

/** The targets, and the application that runs on them. */
export const targetsRules: FamilyRules<"E"> = {
  E1: noTargets,
  E2: targetsShut,
  E3: notListening,
  E5: neverInstalled,
  E6: wrongCheck,
  E7: notRunning,
  E8: zoneNotEnabled,
  E9: groupNotUsed,
  E10: zoneWithoutTargets,
  E11: stoppedByList,
  E12: proxyHeader,
  E15: certificateName,
  E16: otherScheme,
  E17: otherHost,
  E18: applicationError,
  E19: applicationBalancer,
};
