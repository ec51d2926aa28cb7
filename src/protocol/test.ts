import type { TestDraft } from "../core/probe/draft.ts";
import type { TestInstance } from "../core/probe/instances.ts";
import type { TestPhase } from "../core/probe/phase.ts";
import type { ProbeName, ProbeScheme } from "../core/probe/request.ts";
import { parseEnvelope } from "./envelope.ts";

/** Everything the connectivity test's page shows. */
export interface TestState {
  readonly title: string;
  readonly endpointId: string;
  readonly sandbox: boolean;
  readonly instances: readonly TestInstance[];
  /** Names of the endpoint that can be tried, the regional one first. */
  readonly names: readonly ProbeName[];
  /** Interfaces that are tried besides; nothing when they could not be read. */
  readonly interfaces?: number;
  /** What the form holds; ports and the like are text because nothing may be known of them. */
  readonly draft: TestDraft;
  readonly phase: TestPhase;
  /** Whether there is something to find out why a test failed. */
  readonly canDiagnose: boolean;
}

export type TestPageMessage =
  | { readonly type: "ready" }
  | { readonly type: "run"; readonly draft: TestDraft }
  | { readonly type: "cancel" }
  | { readonly type: "diagnose" }
  | { readonly type: "createTester" }
  | { readonly type: "lookAgain" }
  /** The report that is shown, in a form to take away. */
  | { readonly type: "copyMarkdown" }
  | { readonly type: "openJson" }
  | { readonly type: "copy"; readonly text: string };

const plain = [
  "ready",
  "cancel",
  "diagnose",
  "createTester",
  "lookAgain",
  "copyMarkdown",
  "openJson",
] as const;

/** A page is untrusted: what is not exactly one of its messages is dropped. */
export function parseTestMessage(data: unknown): TestPageMessage | undefined {
  const message = parseEnvelope(data);
  const type = plain.find((each) => each === message?.type);
  if (type !== undefined) return { type };
  if (message?.type === "copy") {
    return isText(message["text"], 200_000) ? { type: "copy", text: message["text"] } : undefined;
  }
  const draft = message?.type === "run" ? parseDraft(message["draft"]) : undefined;
  return draft === undefined ? undefined : { type: "run", draft };
}

/** Characters that each text of a draft may have; the form takes no more, so that nothing is dropped in silence. */
export const draftLimits = { port: 5, path: 1000, ownName: 255, status: 3, text: 1000 } as const;

function parseDraft(data: unknown): TestDraft | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { instanceId, scheme, port, path, ownName, hosts, status, text }: Partial<Record<string, unknown>> = {
    ...data,
  };
  return isText(instanceId, 64) &&
    isScheme(scheme) &&
    isText(port, draftLimits.port) &&
    isText(path, draftLimits.path) &&
    isText(ownName, draftLimits.ownName) &&
    isHosts(hosts) &&
    isText(status, draftLimits.status) &&
    isText(text, draftLimits.text)
    ? { instanceId, scheme, port, path, ownName, hosts, status, text }
    : undefined;
}

function isScheme(value: unknown): value is ProbeScheme {
  return value === "http" || value === "https" || value === "tcp";
}

function isHosts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= 100 && value.every((host) => isText(host, 255));
}

function isText(value: unknown, maximum: number): value is string {
  return typeof value === "string" && value.length <= maximum;
}
