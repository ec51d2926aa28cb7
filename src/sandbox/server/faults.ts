import { AwsError } from "../wire/awsError.ts";

/** An error to answer with in place of the real answer, whatever the state says. */
export interface Fault {
  /** Signing name of the service, e.g. `ec2` or `elasticloadbalancing`. */
  service: string;
  operation: string;
  code: string;
  message?: string;
  /** HTTP status; by default the one that AWS models for the code. */
  status?: number;
  /** How often it strikes before it is used up; without it, every time. */
  times?: number;
  /** The call takes effect, only its answer is lost. */
  after?: boolean;
}

/** Decides which calls are struck by a fault. */
export class Faults {
  private readonly armed: Fault[];

  constructor(faults: readonly Fault[]) {
    this.armed = faults.map((fault) => ({ ...fault }));
  }

  /** The error to throw at this moment of a call; counts the fault as used. */
  strike(service: string, operation: string, moment: "before" | "after"): AwsError | undefined {
    const fault = this.armed.find(
      (candidate) =>
        candidate.service === service &&
        candidate.operation === operation &&
        (candidate.after ?? false) === (moment === "after") &&
        (candidate.times ?? 1) > 0,
    );
    if (fault === undefined) return undefined;
    if (fault.times !== undefined) fault.times -= 1;
    return new AwsError(
      fault.code,
      fault.message ?? `The sandbox was told to answer ${fault.code}.`,
      fault.status,
    );
  }
}
