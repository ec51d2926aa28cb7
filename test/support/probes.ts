import { marker, type PlannedAttempt, plannedAttempts } from "../../src/core/probe/parts.ts";
import { readOutput } from "../../src/core/probe/readOutput.ts";
import type { ProbeReport } from "../../src/core/probe/report.ts";
import type { ProbeRequest } from "../../src/core/probe/request.ts";

export const token = "pl7f3c91d05a2b4e68";

const suffix = "vpce-svc-1.us-east-1.vpce.amazonaws.com";

/** A request to an endpoint with a regional name and, for each zone, a name and an interface. */
export function requestTo(zones: number, change: Partial<ProbeRequest> = {}): ProbeRequest {
  const all = Array.from({ length: zones }, (_, index) => ({
    zoneName: `us-east-1${"abcdef".charAt(index)}`,
    zoneId: `use1-az${index + 1}`,
  }));
  return {
    endpointId: "vpce-1",
    scheme: "http",
    port: 5000,
    path: "/",
    names: [
      { kind: "regional", host: `vpce-1-x.${suffix}` },
      ...all.map((zone) => ({
        kind: "zonal" as const,
        host: `vpce-1-x-${zone.zoneName}.${suffix}`,
        ...zone,
      })),
    ],
    interfaces: all.map((zone, index) => ({
      id: `eni-${index + 1}`,
      ip: `10.1.${index + 1}.57`,
      subnetId: `subnet-${index + 1}`,
      ...zone,
    })),
    ...change,
  };
}

/** What one attempt leaves on the instance. */
export interface Left {
  readonly exit?: number;
  readonly status?: number;
  readonly verbose?: string;
  readonly body?: string;
  /** Seconds, in curl's own order: DNS, connect, TLS, first byte, total. */
  readonly times?: readonly [number, number, number, number, number];
}

const answered = [0.0021, 0.0034, 0, 0.0118, 0.0121] as const;
export const timedOut = { exit: 28, times: [0.0041, 0, 0, 0, 5.001] } as const;

/** The output of a script whose attempts leave what they are said to; by default, an answer. */
export function outputOf(
  request: ProbeRequest,
  left: (attempt: PlannedAttempt, index: number) => Left,
): string {
  const attempts = plannedAttempts(request).map((attempt, index) => {
    const { exit = 0, body = "", verbose = "*   Trying…\n", ...rest } = left(attempt, index);
    const { status = exit === 0 ? 200 : 0, times = answered } = rest;
    const [dns, connect, tls, firstByte, total] = times.map((seconds) => seconds.toFixed(6));
    const mark = (part: Parameters<typeof marker>[2]) => marker(token, index, part);
    const size = new TextEncoder().encode(body).length;
    return [
      mark("begin"),
      `${mark("metrics")} exit=${exit} status=${String(status).padStart(3, "0")} dns=${dns} connect=${connect} tls=${tls} firstByte=${firstByte} total=${total} address=10.1.1.57 size=${size}`,
      mark("verbose"),
      `${verbose}\n${mark("body")}`,
      `${body}\n${mark("end")}`,
    ].join("\n");
  });
  return `${attempts.join("\n")}\n`;
}

/** The report of a test whose attempts left that. */
export function reportOf(
  request: ProbeRequest,
  left: (attempt: PlannedAttempt, index: number) => Left = () => ({ body: "Hello, PrivateLink World!" }),
  change: Partial<ProbeReport> = {},
): ProbeReport {
  return {
    id: "report-1",
    request,
    endpointName: "flask-hello",
    scope: { profile: "consumer", region: "us-east-1", account: "444455556666", alias: "orders" },
    instanceId: "i-1",
    instanceName: "tester",
    startedAt: Date.UTC(2025, 10, 22, 14, 8),
    durationMs: 3400,
    commandId: "command-1",
    endpointState: "available",
    ...readOutput(request, { output: outputOf(request, left), errors: "" }, token),
    ...change,
  };
}
