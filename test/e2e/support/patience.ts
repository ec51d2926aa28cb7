/**
 * Milliseconds that anything may take to show itself on a busy machine, the sandbox's shortened AWS durations included: only
 * ends what hangs.
 */
export const patience = 90_000;
