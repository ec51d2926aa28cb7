import type { Instance } from "../state/compute.ts";
import type { NetworkInterface } from "../state/network.ts";

/** A station of a connection, with what was found there. */
export interface Hop {
  at: string;
  note: string;
}

/**
 * What becomes of a connection: it reaches an application (`forward`), its first packet is never answered (`drop`), it
 * is answered by a reset (`refuse`), by a load balancer with an HTTP error of its own (`answer`), or the name is unknown
 * (`nxdomain`).
 */
export type Verdict =
  | { verdict: "forward"; hops: Hop[]; reason: string; entry: NetworkInterface; target: Instance }
  | { verdict: "answer"; hops: Hop[]; reason: string; status: number }
  | { verdict: "drop" | "refuse" | "nxdomain"; hops: Hop[]; reason: string };

/** A part of the way: where the next part starts, or why there is none. */
export type Passage<T> =
  | { next: T }
  | { verdict: "answer"; reason: string; status: number }
  | { verdict: "drop" | "refuse"; reason: string };

export function answer(
  status: number,
  reason: string,
): { verdict: "answer"; reason: string; status: number } {
  return { verdict: "answer", reason, status };
}

export function drop(reason: string): { verdict: "drop"; reason: string } {
  return { verdict: "drop", reason };
}

export function refuse(reason: string): { verdict: "refuse"; reason: string } {
  return { verdict: "refuse", reason };
}
