import type { Side } from "../core/diagnose/cause.ts";
import type { Diagnosis } from "../core/diagnose/finding.ts";
import type { Topology } from "../core/diagnose/topology/graph.ts";
import type { Failure } from "../core/model/failure.ts";
import type { KeptSubject, Party } from "./diagnose.ts";
import { parseEnvelope } from "./envelope.ts";

/** Everything the picture's page shows. */
export interface TopologyState {
  /** What people call the endpoint or the service. */
  readonly title: string;
  readonly kept: KeptSubject;
  readonly sandbox: boolean;
  readonly phase: TopologyPhase;
}

export type TopologyPhase =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly failure: Failure }
  | {
      readonly status: "done";
      readonly topology: Topology;
      readonly diagnosis: Diagnosis;
      readonly sides: Readonly<Record<Side, Party>>;
      /** It is being read anew; this one is shown meanwhile. */
      readonly again: boolean;
    };

export type TopologyPageMessage =
  | { readonly type: "ready" }
  | { readonly type: "rerun" }
  | { readonly type: "diagnose" }
  /** Shows the row of a node in the side bar. */
  | { readonly type: "reveal"; readonly node: string }
  | { readonly type: "copy"; readonly text: string }
  /** The picture as it is drawn, with its colours. */
  | { readonly type: "save"; readonly svg: string };

const plain = ["ready", "rerun", "diagnose"] as const;

/** A page is untrusted: what is not exactly one of its messages is dropped. */
export function parseTopologyMessage(data: unknown): TopologyPageMessage | undefined {
  const message = parseEnvelope(data);
  if (message === undefined) return undefined;
  const type = plain.find((each) => each === message.type);
  if (type !== undefined) return { type };
  const { node, svg, text } = message;
  switch (message.type) {
    case "reveal":
      return isText(node, 2000) ? { type: "reveal", node } : undefined;
    case "copy":
      return isText(text, 2000) ? { type: "copy", text } : undefined;
    case "save":
      return isText(svg, 2_000_000) ? { type: "save", svg } : undefined;
    default:
      return undefined;
  }
}

function isText(value: unknown, maximum: number): value is string {
  return typeof value === "string" && value.length <= maximum;
}
