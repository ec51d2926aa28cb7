import { displayName } from "../model/tags.ts";
import { causeOf } from "./catalogue/catalogue.ts";
import { type StationName, stations } from "./cause.ts";
import type { DiagnosisTarget, Evidence } from "./evidence/evidence.ts";
import { seenItems, seenValue } from "./evidence/seen.ts";
import type { Finding, StationState, Unseen } from "./finding.ts";

/** The stations of the path, with what stands there and how it is. */
export function stationStates(
  facts: Evidence,
  target: DiagnosisTarget,
  findings: readonly Finding[],
  unseen: readonly Unseen[],
): readonly StationState[] {
  const hidden = new Set(unseen.flatMap(hiddenStations));
  return stations.map((name) => {
    const details = detailsOf(name, facts, target);
    const isSeen = details !== undefined && !hidden.has(name);
    return { name, details: details ?? [], state: stateOf(name, findings, isSeen) };
  });
}

/** Where something that decides whether anything gets through was refused, or says neither; permissions (G) only stand before that. */
function hiddenStations({ gap, causes }: Unseen): readonly StationName[] {
  if (gap.code !== "refused" && gap.code !== "undecidedGroups") return [];
  return causes
    .map(causeOf)
    .flatMap(({ id, station, severity }) => (severity === "broken" && !id.startsWith("G") ? station : []));
}

/** A likely break is not yet one that is known. */
function stateOf(name: StationName, findings: readonly Finding[], isSeen: boolean): StationState["state"] {
  const wrong = findings.filter(({ station, severity }) => station === name && severity !== "risk");
  if (wrong.some(({ certainty, severity }) => certainty === "proved" && severity === "broken"))
    return "broken";
  if (wrong.length > 0) return "degraded";
  return isSeen ? "fine" : "notSeen";
}

/** What stands at a station, or `undefined` when nobody could see it. */
function detailsOf(
  name: StationName,
  facts: Evidence,
  target: DiagnosisTarget,
): readonly string[] | undefined {
  switch (name) {
    case "name":
      return nameDetails(facts, target);
    case "client":
      return clientDetails(facts);
    case "endpoint":
      return endpointDetails(facts);
    case "acceptance":
      return acceptanceDetails(facts, target);
    case "service":
      return serviceDetails(facts, target);
    case "loadBalancer":
      return loadBalancerDetails(facts);
    case "target":
      return targetDetails(facts);
  }
}

function nameDetails({ consumer }: Evidence, { host }: DiagnosisTarget): readonly string[] | undefined {
  const endpoint = seenValue(consumer?.endpoint);
  if (endpoint === undefined) return undefined;
  const [regional] = endpoint.dnsNames;
  return [...new Set([host, regional].flatMap((each) => each ?? []))];
}

function clientDetails({ consumer }: Evidence): readonly string[] | undefined {
  const client = seenValue(consumer?.client);
  return client && [displayName(client), client.ip];
}

function endpointDetails({ consumer }: Evidence): readonly string[] | undefined {
  const endpoint = seenValue(consumer?.endpoint);
  if (endpoint === undefined) return undefined;
  const interfaces = seenItems(consumer?.interfaces).map(({ ip, zoneName }) => `${ip} ${zoneName}`);
  return [displayName(endpoint), ...interfaces];
}

function acceptanceDetails(facts: Evidence, { endpointId }: DiagnosisTarget): readonly string[] | undefined {
  const own = seenValue(facts.consumer?.endpoint)?.state;
  const connection = seenItems(facts.provider?.connections).find((each) => each.endpointId === endpointId);
  const state = own ?? connection?.state;
  return state && [state];
}

function serviceDetails(
  { consumer, provider }: Evidence,
  { serviceName }: DiagnosisTarget,
): readonly string[] | undefined {
  const service = seenValue(provider?.service);
  if (service !== undefined) return [displayName(service), service.name];
  return seenValue(consumer?.offered) === undefined ? undefined : [serviceName];
}

function loadBalancerDetails({ provider }: Evidence): readonly string[] | undefined {
  const balancers = seenValue(provider?.loadBalancers);
  return balancers?.map(({ name, listeners }) =>
    [name, ...listeners.map(({ protocol, port }) => `${protocol} ${port}`)].join(" "),
  );
}

function targetDetails({ provider }: Evidence): readonly string[] | undefined {
  const groups = seenValue(provider?.targetGroups);
  return groups?.flatMap(({ targets }) => targets.map(({ id, port, state }) => `${id}:${port} ${state}`));
}
