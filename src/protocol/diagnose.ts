import type { CauseId, Side } from "../core/diagnose/cause.ts";
import type { Diagnosis, Finding } from "../core/diagnose/finding.ts";
import type { Failure } from "../core/model/failure.ts";
import type { OpenScope } from "../core/model/scope.ts";
import type { Run } from "../core/plan/run.ts";
import { parseEnvelope } from "./envelope.ts";

/** Everything a diagnosis' page shows. */
export interface DiagnoseState {
  /** What people call the endpoint or the service. */
  readonly title: string;
  /** Its id. */
  readonly subject: string;
  readonly kept: KeptSubject;
  readonly sandbox: boolean;
  /** The host of an endpoint override that is not the sandbox, where calls go instead of AWS. */
  readonly endpoint?: string;
  readonly scopes: readonly OpenScope[];
  readonly phase: DiagnosePhase;
  /** The fix that was applied last, from Apply on. */
  readonly fix?: AppliedFix;
  /** What was copied last, so that it can be said. */
  readonly copied?: Copied;
}

/** What a page keeps over a reload of the window: enough to ask again, and nothing of what was found. */
export interface KeptSubject {
  readonly serviceName: string;
  readonly endpointId?: string;
  readonly name: string;
}

/** What a page has kept is as untrusted as what it sends. */
export function parseKept(data: unknown): KeptSubject | undefined {
  if (typeof data !== "object" || data === null || !("serviceName" in data && "name" in data))
    return undefined;
  const { name, serviceName } = data;
  const endpointId = "endpointId" in data ? data.endpointId : undefined;
  if (typeof name !== "string" || name.length > 255) return undefined;
  if (typeof serviceName !== "string" || !/^[a-z0-9.-]{1,255}$/.test(serviceName)) return undefined;
  if (endpointId === undefined) return { serviceName, name };
  const isEndpoint = typeof endpointId === "string" && /^vpce-[0-9a-f]{8,17}$/.test(endpointId);
  return isEndpoint ? { serviceName, endpointId, name } : undefined;
}

export type DiagnosePhase =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly failure: Failure }
  | { readonly status: "done"; readonly report: DiagnoseReport };

/** One finished diagnosis. */
export interface DiagnoseReport {
  /** Counts the reports of this page. What the page asks for names it, so that nobody fixes what they have not seen. */
  readonly revision: number;
  readonly diagnosis: Diagnosis;
  /** Epoch milliseconds. */
  readonly readAt: number;
  /** It is being read anew; this one is shown meanwhile. */
  readonly again: boolean;
  readonly sides: Readonly<Record<Side, Party>>;
  /** The connectivity test that was taken into account. */
  readonly test?: ExplainedTest;
  /** What somebody has asked to look at: a request of the other side names it. */
  readonly focus?: CauseId;
  /** Pages of the AWS console, by the resource that a proof names. */
  readonly links: Readonly<Record<string, string>>;
  /** What to send to the side that has to act and is not open, by the finding's place in the diagnosis. */
  readonly requests: Readonly<Record<number, string>>;
}

/** Whose side it is, as far as it is known. */
export interface Party {
  readonly open: boolean;
  readonly name?: string;
  /** Twelve digits. */
  readonly account?: string;
}

interface ExplainedTest {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly passed: boolean;
  /** Its verdict in a few words. */
  readonly words: string;
}

/** After a restart of the editor the finding itself is not known any more. */
export interface AppliedFix {
  readonly cause: CauseId;
  readonly code: string;
  readonly finding?: Finding;
  readonly run: Run;
  /** Another window is at it: here it is only shown. */
  readonly elsewhere: boolean;
}

/** What can be taken from the page. */
export type Copied = "cli" | "json" | "markdown" | "permission" | "request" | "text";

export type DiagnosePageMessage =
  | { readonly type: "ready" }
  | { readonly type: "rerun" }
  | { readonly type: "topology" }
  | { readonly type: "test" }
  | { readonly type: "cancelFix" }
  | { readonly type: "undoFix" }
  | { readonly type: "resumeFix" }
  | { readonly type: "closeFix" }
  | { readonly type: "copyJson" }
  | { readonly type: "copyMarkdown" }
  | FixMessage<"applyFix">
  | FixMessage<"copyFix">
  /** The request for the other side about one finding. */
  | { readonly type: "copyRequest"; readonly revision: number; readonly finding: number }
  /** What is missing to see a part: a permission, or the request for the other side. */
  | { readonly type: "copyUnseen"; readonly revision: number; readonly unseen: number }
  | { readonly type: "copy"; readonly text: string };

/** Names a fix by its place: the host has the plan itself. */
export interface FixPlace {
  readonly revision: number;
  readonly finding: number;
  readonly fix: number;
}

interface FixMessage<T extends string> extends FixPlace {
  readonly type: T;
}

const plain = [
  "ready",
  "rerun",
  "topology",
  "test",
  "cancelFix",
  "undoFix",
  "resumeFix",
  "closeFix",
  "copyJson",
  "copyMarkdown",
] as const;

/** A page is untrusted: what is not exactly one of its messages is dropped. */
export function parseDiagnoseMessage(data: unknown): DiagnosePageMessage | undefined {
  const message = parseEnvelope(data);
  if (message === undefined) return undefined;
  const type = plain.find((each) => each === message.type);
  if (type !== undefined) return { type };
  const { revision, finding, fix, unseen, text } = message;
  switch (message.type) {
    case "applyFix":
    case "copyFix":
      return isPlace(revision) && isPlace(finding) && isPlace(fix)
        ? { type: message.type, revision, finding, fix }
        : undefined;
    case "copyRequest":
      return isPlace(revision) && isPlace(finding) ? { type: "copyRequest", revision, finding } : undefined;
    case "copyUnseen":
      return isPlace(revision) && isPlace(unseen) ? { type: "copyUnseen", revision, unseen } : undefined;
    case "copy":
      return typeof text === "string" && text.length <= 20_000 ? { type: "copy", text } : undefined;
    default:
      return undefined;
  }
}

function isPlace(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
