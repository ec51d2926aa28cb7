import type { OpenScope } from "../core/model/scope.ts";
import type { ProbeReport } from "../core/probe/report.ts";

/** Where finished tests are kept. */
export interface TestHistory {
  add(report: ProbeReport): Promise<void>;
  /** The last one of an endpoint that passed; of its bodies and curl's words nothing has to be left. */
  lastGood(scope: OpenScope, endpointId: string): Promise<ProbeReport | undefined>;
}
