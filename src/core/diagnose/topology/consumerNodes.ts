import { displayName } from "../../model/tags.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";
import type { TopologyNode } from "./graph.ts";
import type { Judge, Place } from "./judge.ts";
import { consumerZones } from "./zones.ts";

/** The client and the endpoint's interfaces, as far as the consumer's account is open. */
export function consumerNodes(
  target: DiagnosisTarget,
  evidence: Evidence,
  judge: Judge,
): readonly TopologyNode[] {
  return [clientNode(evidence, judge), ...interfaceNodes(target, evidence, judge)];
}

function clientNode(evidence: Evidence, judge: Judge): TopologyNode {
  const client = seenValue(evidence.consumer?.client);
  const stations: Place["stations"] = ["name", "client"];
  if (client === undefined) {
    const place = { stations, resources: [], peers: [] };
    const findings = judge.findingsAt(place);
    const state = findings.length === 0 ? "notSeen" : judge.stateAt(place);
    return { id: "client", column: "client", name: "", detail: "", state, resources: [], findings };
  }
  const zone = consumerZones(evidence).idOf(client.zoneName);
  const place = { stations, zone, resources: [client.id], peers: [client.id] };
  return {
    id: `client/${client.id}`,
    column: "client",
    zone,
    name: displayName(client),
    detail: client.ip,
    state: judge.stateAt(place),
    fact: { code: "client", state: client.state },
    resources: [client.id],
    findings: judge.findingsAt(place),
  };
}

/** An endpoint whose interfaces nobody can see, or that has none, is one node. */
function interfaceNodes(
  { endpointId }: DiagnosisTarget,
  evidence: Evidence,
  judge: Judge,
): readonly TopologyNode[] {
  const names = consumerZones(evidence);
  const interfaces = seenItems(evidence.consumer?.interfaces);
  const stations: Place["stations"] = ["endpoint"];
  if (interfaces.length === 0) {
    const resources = endpointId === undefined ? [] : [endpointId];
    const place = { stations, resources, peers: [] };
    const isUnseen = evidence.consumer === undefined || judge.isUnseen("endpoint");
    const byFindings = judge.stateAt(place);
    const state = isUnseen && byFindings === "fine" ? "notSeen" : byFindings;
    const findings = judge.findingsAt(place);
    const id = `endpoint/${endpointId ?? ""}`;
    return [{ id, column: "interfaces", name: endpointId ?? "", detail: "", state, resources, findings }];
  }
  const peers = interfaces.map(({ id }) => id);
  return interfaces.map(({ id, ip, zoneId, zoneName }) => {
    const zone = zoneId ?? names.idOf(zoneName);
    const place = { stations, zone, resources: [id], peers };
    return {
      id: `interface/${id}`,
      column: "interfaces",
      zone,
      name: ip,
      detail: id,
      state: judge.stateAt(place),
      resources: [id],
      findings: judge.findingsAt(place),
    };
  });
}
