import { displayName } from "../../model/tags.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";
import type { Parameters } from "../finding.ts";

/** What findings about the endpoint itself say: its name, the service, and the accounts of both sides where known. */
export function endpointWords(facts: Evidence, { endpointId, serviceName }: DiagnosisTarget): Parameters {
  const { consumer, provider } = facts;
  const endpoint = seenValue(consumer?.endpoint);
  const connection = seenItems(provider?.connections).find((each) => each.endpointId === endpointId);
  return {
    endpoint: endpoint === undefined ? (endpointId ?? "") : displayName(endpoint),
    service: serviceName,
    consumer: consumer?.scope.account ?? connection?.owner ?? "",
    provider: provider?.scope.account ?? seenValue(consumer?.offered)?.owner ?? "",
  };
}
