import { DescribeVpcEndpointServicesCommand, type ServiceDetail } from "@aws-sdk/client-ec2";
import { PrivateLinkError } from "../core/model/failure.ts";
import type { OfferedService, OfferedType } from "../core/model/network.ts";
import type { Scope } from "../core/model/scope.ts";
import { parseServiceName } from "../core/model/serviceName.ts";
import type { Attempt } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { optional } from "./mapping.ts";

/**
 * A service as this account sees it; AWS lists only the zones that both accounts have, and none for a service of another
 * Region, which has to be asked for by its Region.
 */
export async function findOfferedService(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  serviceName: string,
  abortSignal: AbortSignal,
): Promise<OfferedService | undefined> {
  const client = await clients.ec2(scope);
  const region = parseServiceName(serviceName)?.region ?? scope.region;
  const command = new DescribeVpcEndpointServicesCommand({
    ServiceNames: [serviceName],
    ...(region !== scope.region && { ServiceRegions: [region] }),
  });
  try {
    const { ServiceDetails = [] } = await attempt(scope, "ec2:DescribeVpcEndpointServices", () =>
      client.send(command, { abortSignal }),
    );
    return toOfferedService(serviceName, ServiceDetails);
  } catch (error) {
    if (error instanceof PrivateLinkError && error.code === "invalidServiceName") return undefined;
    throw error;
  }
}

export async function listServiceNames(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const client = await clients.ec2(scope);
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const command = new DescribeVpcEndpointServicesCommand({
      MaxResults: 1000,
      ...optional("NextToken", NextToken),
    });
    const page = await attempt(scope, "ec2:DescribeVpcEndpointServices", () =>
      client.send(command, { abortSignal }),
    );
    names.push(...(page.ServiceNames ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined && NextToken !== "");
  return [...new Set(names)].sort();
}

/** S3 and DynamoDB are listed once per type under one name; the interface's entry says more. */
function toOfferedService(name: string, details: readonly ServiceDetail[]): OfferedService | undefined {
  const types = details.flatMap(typesOf);
  const detail = details.find((each) => typesOf(each).includes("Interface")) ?? details[0];
  if (detail === undefined) return undefined;
  const state = detail.PrivateDnsNameVerificationState;
  return {
    name: detail.ServiceName ?? name,
    owner: detail.Owner ?? "",
    types: [...new Set(types)],
    zoneIds: detail.AvailabilityZoneIds ?? [],
    acceptanceRequired: detail.AcceptanceRequired ?? true,
    ipTypes: (["ipv4", "ipv6"] as const).filter((type) => detail.SupportedIpAddressTypes?.includes(type)),
    ...optional("takesPolicies", detail.VpcEndpointPolicySupported),
    ...optional("privateDnsName", detail.PrivateDnsName),
    privateDnsVerified: state === undefined || state === "verified",
    ...optional("privateDnsState", state),
  };
}

function typesOf({ ServiceType = [] }: ServiceDetail): readonly OfferedType[] {
  return ServiceType.flatMap(({ ServiceType: type }) =>
    type === "Interface" || type === "Gateway" ? [type] : [],
  );
}
