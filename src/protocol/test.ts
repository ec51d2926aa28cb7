import type { TestInstance } from "../core/probe/instances.ts";
import type { TestPhase } from "../core/probe/phase.ts";
import { parseEnvelope } from "./envelope.ts";

/** Everything the connectivity test's page shows. */
export interface TestState {
  readonly title: string;
  readonly endpointId: string;
  readonly sandbox: boolean;
  readonly instances: readonly TestInstance[];
  readonly instanceId: string;
  /** Names of the endpoint that can be tried, the regional one first. */
  readonly hosts: readonly string[];
  /** What the form holds; the port is text because nothing may be known of it. */
  readonly draft: { readonly host: string; readonly port: string; readonly path: string };
  readonly phase: TestPhase;
}

export type TestPageMessage =
  | { readonly type: "ready" }
  | {
      readonly type: "run";
      readonly instanceId: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
    }
  | { readonly type: "cancel" }
  | { readonly type: "copy"; readonly text: string };

/** A page is untrusted: what is not exactly one of its messages is dropped. */
export function parseTestMessage(data: unknown): TestPageMessage | undefined {
  const message = parseEnvelope(data);
  switch (message?.type) {
    case "ready":
    case "cancel":
      return { type: message.type };
    case "copy":
      return isText(message["text"], 200_000) ? { type: "copy", text: message["text"] } : undefined;
    case "run": {
      const { instanceId, host, port, path } = message;
      return isText(instanceId, 64) && isText(host, 255) && isText(port, 5) && isText(path, 1000)
        ? { type: "run", instanceId, host, port, path }
        : undefined;
    }
    default:
      return undefined;
  }
}

function isText(value: unknown, maximum: number): value is string {
  return typeof value === "string" && value.length <= maximum;
}
