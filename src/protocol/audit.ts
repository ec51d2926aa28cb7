import type { Audit } from "../core/diagnose/audit.ts";
import type { Failure } from "../core/model/failure.ts";
import { parseEnvelope } from "./envelope.ts";

/** Everything the page of an audit shows. */
export interface AuditState {
  readonly sandbox: boolean;
  readonly phase: AuditPhase;
  /** The report was copied. */
  readonly copied: boolean;
}

export type AuditPhase =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly failure: Failure }
  | {
      readonly status: "done";
      readonly audit: Audit;
      /** Counts the reports of this page: what the page asks for names the one that it shows. */
      readonly revision: number;
      /** It is being read anew; this one is shown meanwhile. */
      readonly again: boolean;
    };

/** Names one thing by its place in the audit. */
export interface ItemPlace {
  readonly revision: number;
  readonly item: number;
}

interface ItemMessage<T extends string> extends ItemPlace {
  readonly type: T;
}

export type AuditPageMessage =
  | { readonly type: "ready" }
  | { readonly type: "rerun" }
  | { readonly type: "copyMarkdown" }
  | ItemMessage<"diagnose">
  | ItemMessage<"fix">
  | ItemMessage<"reveal">;

/** A page is untrusted: what is not exactly one of its messages is dropped. */
export function parseAuditMessage(data: unknown): AuditPageMessage | undefined {
  const message = parseEnvelope(data);
  switch (message?.type) {
    case "ready":
    case "rerun":
    case "copyMarkdown":
      return { type: message.type };
    case "diagnose":
    case "fix":
    case "reveal": {
      const { item, revision } = message;
      return isPlace(item) && isPlace(revision) ? { type: message.type, revision, item } : undefined;
    }
    default:
      return undefined;
  }
}

function isPlace(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
