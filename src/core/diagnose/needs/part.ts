import { parseServiceName } from "../../model/serviceName.ts";
import type { ProbeReport } from "../../probe/report.ts";
import type { Side } from "../cause.ts";
import type { ConsumerEvidence } from "../evidence/consumer.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import type { VpcNetwork } from "../evidence/network.ts";
import type { ProviderEvidence } from "../evidence/provider.ts";
import { type Gap, seenItems, seenValue } from "../evidence/seen.ts";
import { type Guard, groupAnswers, guardSides } from "./groupAnswers.ts";

type Simple<T> = Exclude<keyof T & string, "scope" | "network" | "clientCandidates">;
type Network = `network.${keyof VpcNetwork}`;

/** A part of the evidence, or of what is diagnosed, that a rule is judged by. */
export type Part =
  | `consumer.${Simple<ConsumerEvidence> | Network}`
  | `provider.${Simple<ProviderEvidence> | Network}`
  | "provider.applicationPorts"
  | Guard
  | "families"
  | "port"
  | "test";

/** What a rule needs to be able to say "fine": all of the parts of one of the lists. */
export type Needs = readonly [readonly Part[], ...(readonly Part[])[]];

/** Why a part is missing and on whose side, or `undefined` when it is there. */
export interface Missing {
  readonly side: Side;
  readonly gap: Gap;
}

export function missingPart(
  part: Part,
  facts: Evidence,
  target: DiagnosisTarget,
  test: ProbeReport | undefined,
): Missing | undefined {
  const { port, serviceName } = target;
  if (part === "port") return port === undefined ? missing("consumer", "unknownWhich") : undefined;
  if (part === "test") return test === undefined ? missing("consumer", "noTest") : undefined;
  if (part === "provider.applicationPorts") return unseenApplication(facts);
  if (part === "families") return isFamilyUnsaid(facts) ? missing("consumer", "familiesNotSaid") : undefined;
  if (isGuard(part)) return undecided(part, facts, target);
  const [side, name, member] = part.split(".") as [Side, string, keyof VpcNetwork | undefined];
  const evidence = facts[side];
  if (evidence === undefined)
    return missing(side, side === "provider" && isAwsOwn(serviceName) ? "ownedByAws" : "notOpen");
  if (part === "consumer.client" && facts.consumer?.client.seen && facts.consumer.client.value === undefined)
    return missing("consumer", "noClient");
  if (part === "provider.targetInstances" && facts.provider !== undefined && hasStranger(facts.provider))
    return missing("provider", "noInstance");
  const seen = member === undefined ? evidence[name as keyof typeof evidence] : evidence.network[member];
  return "seen" in seen && !seen.seen ? { side, gap: seen.gap } : undefined;
}

/** An Application Load Balancer that is a target and could not be looked at. */
function unseenApplication({ provider }: Evidence): Missing | undefined {
  const [gap] = seenItems(provider?.targetGroups).flatMap(({ applicationPorts }) =>
    applicationPorts?.seen === false ? [applicationPorts.gap] : [],
  );
  return gap && { side: "provider", gap };
}

function isGuard(part: Part): part is Guard {
  return part in guardSides;
}

/** Security groups could be seen, and do not tell all the same whether something gets through. */
function undecided(guard: Guard, facts: Evidence, target: DiagnosisTarget): Missing | undefined {
  const isUnknown = groupAnswers(guard, facts, target).includes("unknown");
  return isUnknown ? missing(guardSides[guard], "undecidedGroups") : undefined;
}

/** An endpoint with IPv6, of a service of which AWS does not say what it takes. */
function isFamilyUnsaid({ consumer }: Evidence): boolean {
  const type = seenValue(consumer?.endpoint)?.ipAddressType ?? "ipv4";
  return type !== "ipv4" && seenValue(consumer?.offered)?.ipTypes.length === 0;
}

/** Whether a target is an address that was looked for among the instances, and is none's. */
function hasStranger({ targetGroups, targetInstances }: ProviderEvidence): boolean {
  if (!targetInstances.seen) return false;
  const known = new Set(targetInstances.value.map(({ ip }) => ip));
  return seenItems(targetGroups).some(
    ({ type, targets }) => type === "ip" && targets.some(({ id }) => !known.has(id)),
  );
}

/** Services of accounts carry an id in their name. */
function isAwsOwn(serviceName: string): boolean {
  return parseServiceName(serviceName)?.serviceId === undefined;
}

function missing(side: Side, code: Exclude<Gap["code"], "refused">): Missing {
  return { side, gap: { code } };
}
