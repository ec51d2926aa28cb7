/**
 * How fast the sandbox's state machines run: shortened AWS durations, tens of milliseconds for tests, or not at all in
 * time, which is how scenarios are built: every transition has happened when the call that starts it returns.
 */
export type ClockSpeed = "real" | "fast" | "instant";

/** The transitions that take time on AWS. */
export type Transition = keyof typeof delays;

/**
 * Milliseconds per transition as [real, fast]. AWS takes minutes for most of these; "real" keeps their proportions
 * at 1-4 s, so that a wait can be seen without being waited for.
 */
const delays = {
  connectionPending: [2500, 30],
  endpointDeleting: [2000, 30],
  serviceDeleting: [1500, 20],
  loadBalancerProvisioning: [4000, 40],
  targetInitial: [3000, 40],
  targetDraining: [1500, 20],
  instancePending: [2500, 30],
  instanceBooting: [2000, 20],
  instanceStopping: [2000, 20],
  agentRegistering: [1500, 20],
  commandDelivery: [400, 5],
} as const satisfies Record<string, readonly [real: number, fast: number]>;

/** Time for the state machines. Closing it cancels every transition that has not happened yet. */
export class Clock {
  private readonly speed: ClockSpeed;
  private readonly timers = new Set<NodeJS.Timeout>();
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
    if (this.closed) return;
    if (this.speed === "instant") {
      change();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      change();
    }, this.delay(transition));
    this.timers.add(timer);
  }

  /** Resolves when the transition's time has passed; never after close. */
  wait(transition: Transition): Promise<void> {
    return new Promise((resolve) => this.later(transition, resolve));
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
