/** Every message, in both directions, is an object with a `type`. */
export interface Message {
  readonly type: string;
}

/** One handler per message type: a message without a handler does not compile, on either side. */
export type Handlers<M extends Message> = {
  readonly [T in M["type"]]: (message: Extract<M, { readonly type: T }>) => void;
};

export function dispatch<M extends Message>(handlers: Handlers<M>, message: M): void {
  // The mapped type pairs each type with its handler; TypeScript cannot follow that through the index.
  const handler = handlers[message.type as M["type"]] as (message: M) => void;
  handler(message);
}

/** What the host sends: always the whole state, never a change of it, so that a reloaded page misses nothing. */
export interface StateMessage<S> {
  readonly type: "state";
  readonly state: S;
}

/** An untrusted message as an object with a known type, or nothing. */
export function parseEnvelope(data: unknown): (Message & Readonly<Record<string, unknown>>) | undefined {
  if (typeof data !== "object" || data === null || !("type" in data)) return undefined;
  const { type } = data;
  return typeof type === "string" ? { ...data, type } : undefined;
}
