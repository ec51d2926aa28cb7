import type { TargetGroup } from "../../state/balancing.ts";
import { AwsError } from "../../wire/awsError.ts";

/** The members of a request that describe health checks. */
export interface HealthCheckRequest {
  HealthCheckProtocol?: string;
  HealthCheckPort?: string;
  HealthCheckPath?: string;
  HealthCheckIntervalSeconds?: number;
  HealthCheckTimeoutSeconds?: number;
  HealthyThresholdCount?: number;
  UnhealthyThresholdCount?: number;
  Matcher?: { HttpCode?: string };
}

/** Defaults of a Network Load Balancer's health checks. */
export function healthCheckOf(input: HealthCheckRequest): TargetGroup["healthCheck"] {
  const protocol = input.HealthCheckProtocol ?? "TCP";
  const isHttp = protocol !== "TCP";
  const check = {
    protocol,
    port: input.HealthCheckPort ?? "traffic-port",
    ...(isHttp ? { path: input.HealthCheckPath ?? "/", matcher: input.Matcher?.HttpCode ?? "200-399" } : {}),
    intervalSeconds: input.HealthCheckIntervalSeconds ?? 30,
    timeoutSeconds: input.HealthCheckTimeoutSeconds ?? (protocol === "HTTP" ? 6 : 10),
    healthyThreshold: input.HealthyThresholdCount ?? 5,
    unhealthyThreshold: input.UnhealthyThresholdCount ?? 2,
  };
  checkHealthCheck(input, check);
  return check;
}

/** The same check as a request, to be changed by another one. */
export function requestOf({ healthCheck }: TargetGroup): HealthCheckRequest {
  const { path, matcher } = healthCheck;
  return {
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    ...(path === undefined ? {} : { HealthCheckPath: path }),
    ...(matcher === undefined ? {} : { Matcher: { HttpCode: matcher } }),
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
  };
}

function checkHealthCheck(input: HealthCheckRequest, check: TargetGroup["healthCheck"]): void {
  const { protocol, port } = check;
  const ranges: [name: string, value: number, least: number, most: number][] = [
    ["interval", check.intervalSeconds, 5, 300],
    ["timeout", check.timeoutSeconds, 2, 120],
    ["healthy threshold count", check.healthyThreshold, 2, 10],
    ["unhealthy threshold count", check.unhealthyThreshold, 2, 10],
  ];
  const outside = ranges.find(([, value, least, most]) => value < least || value > most);
  if (outside !== undefined) {
    const [name, value, least, most] = outside;
    const rule = `must be between ${least} and ${most}`;
    throw new AwsError("ValidationError", `Health check ${name} '${value}' ${rule}`);
  }
  const isPort =
    port === "traffic-port" || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);
  if (!["TCP", "HTTP", "HTTPS"].includes(protocol) || !isPort) {
    throw new AwsError(
      "ValidationError",
      `Health check protocol '${protocol}' or port '${port}' is not valid`,
    );
  }
  if (protocol === "TCP" && (input.HealthCheckPath ?? input.Matcher) !== undefined) {
    const message = "Health check path and matcher are not supported for health checks with protocol TCP";
    throw new AwsError("InvalidConfigurationRequest", message);
  }
}
