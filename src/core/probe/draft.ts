import { parsePort } from "../model/cidr.ts";
import type { NetworkInterface } from "../model/endpoint.ts";
import {
  isHostName,
  normalizePath,
  type ProbeExpectation,
  type ProbeName,
  type ProbeRequest,
  type ProbeScheme,
} from "./request.ts";

/** What the user chose, as typed. */
export interface TestDraft {
  readonly instanceId: string;
  readonly scheme: ProbeScheme;
  readonly port: string;
  readonly path: string;
  /** Empty for none. */
  readonly ownName: string;
  /** Of the endpoint's names, those to try. */
  readonly hosts: readonly string[];
  /** Expectations; empty for none. */
  readonly status: string;
  readonly text: string;
}

/** What keeps a draft from being a request. */
export type DraftProblem = "badPort" | "badName" | "noNames" | "badStatus";

export type DraftRead =
  | { readonly ok: true; readonly request: ProbeRequest }
  | { readonly ok: false; readonly problem: DraftProblem };

/** A draft as a request, if every part of it is sound. */
export function readDraft(
  draft: TestDraft,
  endpointId: string,
  known: readonly ProbeName[],
  interfaces: readonly NetworkInterface[],
): DraftRead {
  const { scheme } = draft;
  const port = parsePort(draft.port);
  if (port === undefined) return { ok: false, problem: "badPort" };
  const ownName = scheme === "https" ? draft.ownName.trim().toLowerCase() : "";
  if (ownName !== "" && !isHostName(ownName)) return { ok: false, problem: "badName" };
  const names = known.filter(({ host }) => draft.hosts.includes(host));
  if (names.length === 0) return { ok: false, problem: "noNames" };
  const expect = readExpectation(draft);
  if (expect === undefined) return { ok: false, problem: "badStatus" };
  const path = scheme === "tcp" ? "/" : normalizePath(draft.path);
  const own = ownName === "" ? {} : { ownName };
  const request = { endpointId, scheme, port, path, ...own, names, interfaces };
  return { ok: true, request: Object.keys(expect).length === 0 ? request : { ...request, expect } };
}

/** Nothing when the status is none that HTTP has. What only connects has no answer to expect anything of. */
function readExpectation({ scheme, status, text }: TestDraft): ProbeExpectation | undefined {
  if (scheme === "tcp") return {};
  const number = status.trim();
  if (number !== "" && !/^[1-5]\d\d$/.test(number)) return undefined;
  return {
    ...(number === "" ? {} : { status: Number(number) }),
    ...(text === "" ? {} : { text }),
  };
}
