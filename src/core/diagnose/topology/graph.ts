import type { LoadBalancerState, TargetState } from "../../model/states.ts";
import type { StationState } from "../finding.ts";

/** The hops of the path, from left to right. */
export const columns = [
  "client",
  "interfaces",
  "service",
  "loadBalancers",
  "targetGroups",
  "targets",
] as const;
export type Column = (typeof columns)[number];

export type NodeState = StationState["state"];

/** What AWS says of a node, where that says more than how good it is. */
export type NodeFact =
  | { readonly code: "loadBalancer"; readonly state: LoadBalancerState }
  | { readonly code: "target"; readonly state: TargetState; readonly reason?: string }
  /** Of the targets in a group of targets. */
  | { readonly code: "healthy"; readonly healthy: number; readonly all: number }
  /** In EC2's words, such as `running`. */
  | { readonly code: "client"; readonly state: string };

export interface TopologyNode {
  /** Unique in its graph, and the same in the next one. */
  readonly id: string;
  readonly column: Column;
  /** The zone whose row it stands in; absent when it stands in all of them. */
  readonly zone?: string;
  /** Empty when nobody can say what stands there. */
  readonly name: string;
  readonly detail: string;
  /** Where it listens, for what stands behind a load balancer. */
  readonly port?: number;
  readonly state: NodeState;
  readonly fact?: NodeFact;
  /** What it stands for, by id or ARN: the same as in a finding's proof. Several when it stands for many. */
  readonly resources: readonly string[];
  /** Places of the findings that concern it in the diagnosis. */
  readonly findings: readonly number[];
  /** The nodes that one box stands for, when there are too many to draw. */
  readonly members?: readonly TopologyNode[];
}

export interface TopologyEdge {
  readonly from: string;
  readonly to: string;
  /** The ports that traffic uses there; none when nobody can say. */
  readonly ports: readonly number[];
  readonly state: "passes" | "impaired" | "stops" | "notSeen";
}

/** A zone by its id, with what either account calls it. */
export interface TopologyZone {
  readonly id: string;
  readonly consumerName?: string;
  readonly providerName?: string;
}

/** One connection, or one service, as nodes in columns by hop and rows by zone. */
export interface Topology {
  readonly zones: readonly TopologyZone[];
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
}
