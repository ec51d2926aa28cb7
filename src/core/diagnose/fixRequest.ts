import type { FixRequest } from "../model/fixRequest.ts";
import { regionOfService } from "../model/handshakeFormat.ts";
import type { Side } from "./cause.ts";
import type { DiagnosisTarget, Evidence } from "./evidence/evidence.ts";
import { seenItems, seenValue } from "./evidence/seen.ts";
import type { Finding } from "./finding.ts";

/** What a request to the other side is made from. */
interface Diagnosed {
  readonly evidence: Evidence;
  readonly target: DiagnosisTarget;
}

/** Causes that the provider can only mend when it knows where clients connect from. */
const needClients = ["D4", "D6"];

/**
 * What to send to the side that has to act and is not open here: about one finding, or, without one, about whatever that
 * side can see. Nothing where nobody is open who could ask, or where AWS itself is the other side.
 */
export function fixRequestFor(
  { evidence, target }: Diagnosed,
  side: Side,
  finding?: Finding,
): FixRequest | undefined {
  const asking = evidence[side === "provider" ? "consumer" : "provider"]?.scope;
  const region = regionOf(side, evidence, target);
  if (evidence[side] !== undefined || asking === undefined || region === undefined) return undefined;
  const { serviceName, endpointId, port } = target;
  const needsClients = finding === undefined || needClients.includes(finding.cause);
  const clients = seenValue(evidence.consumer?.network.vpc)?.cidrs ?? [];
  return {
    kind: "fix",
    side,
    serviceName,
    region,
    account: asking.account,
    clientCidrs: side === "provider" && needsClients ? clients : [],
    ...(endpointId !== undefined && { endpointId }),
    ...(port !== undefined && { port }),
    ...(finding !== undefined && { cause: finding.cause }),
  };
}

/** Where the side that has to act looks: a consumer may be in another Region than the service. */
function regionOf(
  side: Side,
  { provider }: Evidence,
  { serviceName, endpointId }: DiagnosisTarget,
): string | undefined {
  const region = regionOfService(serviceName);
  if (side === "provider" || region === undefined) return region;
  const connection = seenItems(provider?.connections).find((each) => each.endpointId === endpointId);
  return connection?.region ?? region;
}
