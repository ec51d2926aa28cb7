import type { CauseId } from "../cause.ts";
import type { Rule } from "../rule.ts";
import { accessRules } from "./access.ts";
import { consumerNetworkRules } from "./consumerNetwork.ts";
import { endpointStateRules } from "./endpointState.ts";
import { namesRules } from "./names.ts";
import { performanceRules } from "./performance.ts";
import { serviceRules } from "./service.ts";
import { specificsRules } from "./specifics.ts";
import { targetsRules } from "./targets.ts";

/** One rule for every cause that the catalogue calls checked. */
export const rules: Readonly<Partial<Record<CauseId, Rule>>> = {
  ...endpointStateRules,
  ...consumerNetworkRules,
  ...namesRules,
  ...serviceRules,
  ...targetsRules,
  ...performanceRules,
  ...accessRules,
  ...specificsRules,
};
