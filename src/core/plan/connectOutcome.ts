import { progressOf, type Run } from "./run.ts";

/** How things stand with the provider when a plan of the consumer's side is done. */
export type ConnectOutcome =
  /** Routes to a service of AWS: nobody is asked. */
  | "gateway"
  /** The plan has accepted it, or has waited until somebody did. */
  | "accepted"
  | "automatic"
  | "waiting"
  /** Nothing of the run tells, and the service has not been looked up. */
  | "unknown";

/**
 * What a finished run has shown of the acceptance; `acceptanceRequired` is what the service's lookup said, absent while
 * that is not known. AWS turns private DNS on only at an endpoint that is accepted.
 */
export function connectOutcome(run: Run, acceptanceRequired: boolean | undefined): ConnectOutcome {
  const { steps } = run.plan;
  if (steps.some(({ subject }) => subject.code === "gatewayEndpoint")) return "gateway";
  const isAccepted = steps.some(
    (step) => ["accept", "privateDns"].includes(step.subject.code) && progressOf(run, step).state === "done",
  );
  if (isAccepted) return "accepted";
  if (acceptanceRequired === undefined) return "unknown";
  return acceptanceRequired ? "waiting" : "automatic";
}
