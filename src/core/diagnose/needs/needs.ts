import type { CauseId } from "../cause.ts";
import { consumerNeeds } from "./consumer.ts";
import type { Needs } from "./part.ts";
import { providerNeeds } from "./provider.ts";

/** For every checked cause. */
export const needs: Readonly<Partial<Record<CauseId, Needs>>> = { ...consumerNeeds, ...providerNeeds };
