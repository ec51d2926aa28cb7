import type { CauseId } from "../../core/diagnose/cause.ts";
import { accessTexts } from "./access.ts";
import type { CauseText } from "./causeText.ts";
import { consumerNetworkTexts } from "./consumerNetwork.ts";
import { endpointStateTexts } from "./endpointState.ts";
import { namesTexts } from "./names.ts";
import { performanceTexts } from "./performance.ts";
import { serviceTexts } from "./service.ts";
import { specificsTexts } from "./specifics.ts";
import { targetsTexts } from "./targets.ts";

export const causeTexts: Readonly<Record<CauseId, CauseText>> = {
  ...endpointStateTexts,
  ...consumerNetworkTexts,
  ...namesTexts,
  ...serviceTexts,
  ...targetsTexts,
  ...performanceTexts,
  ...accessTexts,
  ...specificsTexts,
};
