import { causeIds } from "../core/diagnose/catalogue/catalogue.ts";
import type { CauseId } from "../core/diagnose/cause.ts";
import { readSnapshots } from "../core/inventory/state.ts";
import type { FixRequest } from "../core/model/fixRequest.ts";
import { openSides, type Question } from "./collectEvidence.ts";
import type { Inventory } from "./inventory.ts";

/** What a request of the other side asks to be looked at. */
export interface AskedDiagnosis {
  readonly question: Question;
  /** The cause that it speaks of, if the catalogue has it. */
  readonly focus?: CauseId;
}

/** Nothing when no scope is open that could act: the asked side's own lists decide, never what the request says. */
export function askedDiagnosis(inventory: Inventory, request: FixRequest): AskedDiagnosis | undefined {
  const { side, serviceName, endpointId, port, clientCidrs } = request;
  const target = {
    serviceName,
    ...(endpointId !== undefined && { endpointId }),
    ...(port !== undefined && { port }),
    ...(clientCidrs.length > 0 && { clientCidrs }),
  };
  const sides = openSides(readSnapshots(inventory.state), { target });
  if (sides[side] === undefined) return undefined;
  const focus = causeIds.find((id) => id === request.cause);
  return { question: { target, ...sides }, ...(focus !== undefined && { focus }) };
}
