import type { AttemptOutcome, ProbeAttempt, ProbeReport } from "../../../src/core/probe/report.ts";
import type { ProbeScheme } from "../../../src/core/probe/request.ts";
import type { Parts } from "./parts.ts";

interface Failing {
  readonly exitCode: number;
  readonly scheme?: ProbeScheme;
}

/** A connectivity test of the endpoint, all of whose attempts ended alike. */
export function failedTest(
  { endpoint, listener, tester }: Parts,
  outcome: AttemptOutcome,
  { exitCode, scheme = "http" }: Failing,
): ProbeReport {
  const { port } = listener;
  const host = endpoint.dnsNames[0]?.name ?? "";
  const attempt: ProbeAttempt = {
    kind: "name",
    host,
    nameKind: "regional",
    reading: {
      exitCode,
      httpStatus: "httpStatus" in outcome ? outcome.httpStatus : 0,
      timings: { dns: 1, connect: 2, tls: 0, firstByte: 0, total: 3 },
      remoteAddress: "",
      body: "",
      size: 0,
      verbose: "",
      verboseCut: false,
    },
    outcome,
  };
  return {
    id: "test-1",
    request: { endpointId: endpoint.id, scheme, port, path: "/", names: [], interfaces: [] },
    endpointName: endpoint.id,
    scope: { profile: "consumer", region: endpoint.region, account: endpoint.account },
    instanceId: tester.id,
    instanceName: "tester",
    startedAt: 1,
    durationMs: 3,
    commandId: "command-1",
    attempts: [attempt],
    verdict: { code: "failed", outcome, same: true },
    endpointState: "available",
  };
}
