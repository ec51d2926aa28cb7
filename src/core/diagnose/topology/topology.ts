import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import type { Diagnosis } from "../finding.ts";
import { consumerNodes } from "./consumerNodes.ts";
import { edgesOf } from "./edges.ts";
import type { Topology } from "./graph.ts";
import { grouped } from "./grouping.ts";
import { Judge } from "./judge.ts";
import { providerNodes } from "./providerNodes.ts";
import { zonesOf } from "./zones.ts";

/** What a diagnosis has read as a picture: who stands where on the path, and where traffic gets through. */
export function topologyOf(target: DiagnosisTarget, evidence: Evidence, diagnosis: Diagnosis): Topology {
  const judge = new Judge(diagnosis);
  const nodes = [...consumerNodes(target, evidence, judge), ...providerNodes(target, evidence, judge)];
  return grouped({ zones: zonesOf(evidence), nodes, edges: edgesOf(target, evidence, nodes) });
}
