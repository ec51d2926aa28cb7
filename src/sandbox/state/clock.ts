/**
 * How fast the sandbox's state machines run: shortened AWS durations, tens of milliseconds for tests, or not at all in
 * time, which is how scenarios are built: every transition has happened when the call that starts it returns.
 */
export type ClockSpeed = "real" | "fast" | "instant";

/** The transitions that take time on AWS. */
export type Transition = keyof typeof delays;

/**
 * Milliseconds per transition as [real, fast]. AWS takes minutes for most of these; "real" keeps their proportions
 * at 1-4 s, so that a wait can be seen without being waited for (ledger: shortened-durations).
 */
const delays = {
  connectionPending: [2500, 30],
  /** AWS names no interval after which an unanswered request expires. */
  acceptanceExpiring: [72 * 3_600_000, 600_000],
  endpointDeleting: [2000, 30],
  servicePending: [800, 10],
  serviceDeleting: [1500, 20],
  /** What is deleted is still described for a while. */
  forgetting: [2000, 30],
  dnsVerifying: [2000, 30],
  natGatewayChanging: [2500, 30],
  profilePropagating: [4000, 60],
  profileAssociating: [1000, 15],
  loadBalancerProvisioning: [4000, 40],
  instancePending: [2500, 30],
  instanceBooting: [2000, 20],
  instanceStopping: [2000, 20],
  agentRegistering: [1500, 20],
  commandDelivery: [400, 5],
} as const satisfies Record<string, readonly [real: number, fast: number]>;

/** Milliseconds that stand for a second of AWS where a user chose the seconds, as [real, fast]. */
const second = [50, 1] as const;

/** What only happens because nobody did anything: in a scenario nobody has had the time. */
const patience: readonly Transition[] = ["acceptanceExpiring"];

/** Time for the state machines. Closing it cancels every transition that has not happened yet. */
export class Clock {
  private readonly speed: ClockSpeed;
  /** What is to happen, by the timer that will make it happen. */
  private readonly timers = new Map<NodeJS.Timeout, { patient: boolean; change: () => void }>();
  private readonly repeated: NodeJS.Timeout[] = [];
  private closed = false;

  constructor(speed: ClockSpeed) {
    this.speed = speed;
  }

  now(): Date {
    return new Date();
  }

  /** Milliseconds that a transition takes. */
  delay(transition: Transition): number {
    if (this.speed === "instant") return 0;
    return delays[transition][this.speed === "real" ? 0 : 1];
  }

  /** Runs `change` when the transition's time has passed. */
  later(transition: Transition, change: () => void): void {
    const patient = patience.includes(transition);
    if (this.speed !== "instant") this.start(this.delay(transition), patient, change);
    else if (!this.closed && !patient) change();
  }

  /** Runs `change` after a number of AWS's seconds that a user has chosen. */
  laterSeconds(seconds: number, change: () => void): void {
    if (this.speed !== "instant") this.start(this.scaled(seconds), false, change);
    else if (!this.closed) change();
  }

  /** Milliseconds that stand for so many of AWS's seconds. */
  scaled(seconds: number): number {
    return this.speed === "instant" ? 0 : seconds * second[this.speed === "real" ? 0 : 1];
  }

  /** Runs `change` again and again, every so many of AWS's seconds; never where there is no time. */
  every(seconds: number, change: () => void): void {
    if (this.closed || this.speed === "instant") return;
    this.repeated.push(setInterval(change, this.scaled(seconds)).unref());
  }

  /** Resolves when the transition's time has passed; never after close. */
  wait(transition: Transition): Promise<void> {
    return new Promise((resolve) => this.later(transition, resolve));
  }

  /** Makes every transition that is under way happen now, and those that follow from it, in the order they began. */
  settle(): void {
    for (const [timer, { patient, change }] of this.timers) {
      if (patient) continue;
      clearTimeout(timer);
      this.timers.delete(timer);
      change();
    }
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers.keys()) clearTimeout(timer);
    for (const timer of this.repeated) clearInterval(timer);
    this.timers.clear();
  }

  private start(milliseconds: number, patient: boolean, change: () => void): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      change();
    }, milliseconds);
    this.timers.set(timer, { patient, change });
  }
}
