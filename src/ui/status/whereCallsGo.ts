import type { Session } from "../../app/session.ts";
import { viewTexts } from "../../text/messages.ts";

/** Calls that do not go to AWS must never look as if they did: `SANDBOX`, or the host of an endpoint override. */
export function whereCallsGo(session: Session): string | undefined {
  if (session.isSandbox) return viewTexts.sandbox;
  const hosts = [...new Set(session.scopes.flatMap(({ endpoint }) => endpoint ?? []))];
  return hosts.length === 0 ? undefined : viewTexts.endpoint(hosts.join(", "));
}
