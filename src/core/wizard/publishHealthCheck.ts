import type { HealthCheck } from "../plan/publishIntent.ts";
import type { Fields } from "./fields.ts";
import type { Field, Option, Problem } from "./form.ts";

const paces = {
  /** About 30 s from start to healthy. */
  quick: { intervalSeconds: 10, thresholdCount: 2 },
  /** AWS's own default: 2 to 3 minutes. */
  aws: { intervalSeconds: 30, thresholdCount: 5 },
} as const;

/** How the load balancer knows that a target works. AWS checks an Application Load Balancer over HTTP or HTTPS only. */
export function healthCheckFields(
  fields: Fields,
  onlyHttp: boolean,
): { readonly fields: readonly Field[]; readonly healthCheck: HealthCheck } {
  const protocols: readonly Option[] = [
    { value: "TCP", label: "TCP", ...(onlyHttp && { refused: "applicationLoadBalancerTcp" as const }) },
    { value: "HTTP", label: "HTTP" },
    { value: "HTTPS", label: "HTTPS" },
  ];
  const protocol = fields.choice("healthProtocol", protocols, onlyHttp ? "HTTP" : "TCP");
  const pace = fields.choice(
    "healthPace",
    [
      { value: "quick", label: "quick" },
      { value: "aws", label: "aws" },
    ],
    "quick",
  );
  const path = fields.text("healthPath", "/", checkPath);
  const chosen = protocol.value === "HTTP" || protocol.value === "HTTPS" ? protocol.value : "TCP";
  return {
    fields: chosen === "TCP" ? [protocol, pace] : [protocol, path, pace],
    healthCheck: {
      protocol: chosen,
      ...(chosen !== "TCP" && { path: path.value.trim() }),
      ...(pace.value === "aws" ? paces.aws : paces.quick),
    },
  };
}

/** AWS: begins with a slash, at most 1,024 characters. */
function checkPath(text: string): Problem | undefined {
  if (text === "") return { code: "required" };
  return /^\/[\x21-\x7e]{0,1023}$/.test(text) ? undefined : { code: "path", text };
}
