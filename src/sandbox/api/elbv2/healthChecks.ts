import type { TargetGroup } from "../../state/balancing.ts";
import { AwsError } from "../../wire/awsError.ts";
import { refused } from "./attributeRules.ts";
import type { Kind } from "./targetGroupRules.ts";

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

/** A request's health check, with the defaults of the target group's kind. */
export function healthCheckOf(input: HealthCheckRequest, kind: Kind): TargetGroup["healthCheck"] {
  // What speaks HTTP is checked by HTTP (ledger: application-balancer-checks).
  const byHttp = kind.protocol === "HTTP" || kind.targetType === "alb";
  const protocol = input.HealthCheckProtocol ?? (byHttp ? "HTTP" : "TCP");
  if (byHttp && protocol === "TCP")
    throw refused(
      `Health check protocol 'TCP' is not supported for ${kind.targetType} targets of this group`,
    );
  const isHttp = protocol !== "TCP";
  const defaults =
    kind.protocol === "HTTP"
      ? { matcher: "200", timeout: 5 }
      : { matcher: "200-399", timeout: protocol === "HTTP" ? 6 : 10 };
  const check = {
    protocol,
    port: input.HealthCheckPort ?? "traffic-port",
    ...(isHttp
      ? { path: input.HealthCheckPath ?? "/", matcher: input.Matcher?.HttpCode ?? defaults.matcher }
      : {}),
    intervalSeconds: input.HealthCheckIntervalSeconds ?? 30,
    timeoutSeconds: input.HealthCheckTimeoutSeconds ?? defaults.timeout,
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
