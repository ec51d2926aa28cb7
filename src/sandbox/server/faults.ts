/** Which calls a fault strikes: those that match everything that is given. */
interface Selection {
  /** Id of the calling account. */
  account?: string;
  region?: string;
  /** Signing name of the service, e.g. `ec2` or `elasticloadbalancing`. */
  service?: string;
  operation?: string;
  /** Only calls that ask with DryRun whether they would be allowed, or only the others. */
  dryRun?: boolean;
  /** The first matching call that it strikes, counted from 1; 1 by default. */
  nth?: number;
  /** How many calls it strikes before it is used up; without it, every one. */
  times?: number;
  /** Milliseconds that a struck call is delayed, whatever else happens to it. */
  delayMs?: number;
}

/** What happens to a struck call. `after`: the call takes effect, and only then its answer, whatever it is, is lost to the fault. */
type Effect =
  /** Any error. `status` is by default the one that AWS models for the code. */
  | { effect?: "error"; code: string; message?: string; status?: number; after?: boolean }
  /** The service's way to say that there are too many calls, e.g. `RequestLimitExceeded`. SDKs try again. */
  | { effect: "throttle"; after?: boolean }
  /** The service's 5xx error. SDKs try again. */
  | { effect: "serverError"; after?: boolean }
  /** The service's words for credentials that were valid once. */
  | { effect: "expiredCredentials" }
  /** The caller's policies do not allow the operation. */
  | { effect: "denied" }
  /** The connection is closed without an answer. */
  | { effect: "drop"; after?: boolean }
  /** Only late, by `delayMs`: in taking effect, or with the answer. */
  | { effect: "delay"; after?: boolean }
  /** A bulk operation leaves these ids (all, if none are given) as they are, and lists them in `Unsuccessful`. */
  | { effect: "unsuccessful"; code: string; message?: string; ids?: readonly string[] };

/** Something that goes wrong on demand: what happens, and to which calls. */
export type Fault = Selection & Effect;

/** A call as faults select it. */
export interface FaultyCall {
  account: string;
  region: string;
  service: string;
  operation: string;
  dryRun: boolean;
}

/** Decides which calls are struck by a fault. */
export class Faults {
  private readonly armed: { readonly fault: Fault; seen: number; struck: number }[];

  constructor(faults: readonly Fault[]) {
    this.armed = faults.map((fault) => ({ fault, seen: 0, struck: 0 }));
  }

  /** The first fault that strikes a call. Every fault counts the calls that match it; only the striker is used. */
  strike(call: FaultyCall): Fault | undefined {
    const matching = this.armed.filter(({ fault }) => matches(fault, call));
    for (const candidate of matching) candidate.seen += 1;
    const striker = matching.find(
      ({ fault, seen, struck }) => seen >= (fault.nth ?? 1) && struck < (fault.times ?? Infinity),
    );
    if (striker === undefined) return undefined;
    striker.struck += 1;
    return striker.fault;
  }
}

function matches(fault: Fault, call: FaultyCall): boolean {
  const names = ["account", "region", "service", "operation", "dryRun"] as const;
  return names.every((name) => fault[name] === undefined || fault[name] === call[name]);
}
