/**
 * How sure it is that AWS does the same. `documented`: AWS's documentation or API model says so. `observed`: somebody's
 * real AWS was seen to do so. `modelled`: nobody says; the sandbox does what is most likely.
 */
export type Confidence = "documented" | "observed" | "modelled";

/** One thing that the sandbox does as AWS does, or is believed to. */
export interface Behaviour {
  readonly id: string;
  readonly behaviour: string;
  /** Where it is known from; for what is modelled, what speaks for it. */
  readonly evidence: string;
  readonly confidence: Confidence;
  /** The file of `src/sandbox` that does it. */
  readonly file: string;
}
