import {
  paginateDescribeNetworkInterfaces,
  paginateDescribeVpcEndpointConnections,
  paginateDescribeVpcEndpointServiceConfigurations,
  paginateDescribeVpcEndpoints,
} from "@aws-sdk/client-ec2";
import type { EndpointInterface } from "../core/diagnose/evidence/consumer.ts";
import type { Connection } from "../core/model/connection.ts";
import type { VpcEndpoint } from "../core/model/endpoint.ts";
import type { EndpointService } from "../core/model/service.ts";
import { toEndpoint } from "./endpoints.ts";
import { type Filters, listEc2, type Reading } from "./reading.ts";
import { toConnection, toService } from "./services.ts";

const pageSize = 1000;

export async function readEndpoints(reading: Reading, filters: Filters): Promise<readonly VpcEndpoint[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeVpcEndpoints",
    filters,
    (client, input, abortSignal) =>
      paginateDescribeVpcEndpoints({ client, pageSize }, input, { abortSignal }),
    (page) => page.VpcEndpoints,
  );
  return found.map(toEndpoint);
}

export async function readInterfaces(
  reading: Reading,
  ids: readonly string[],
): Promise<readonly EndpointInterface[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeNetworkInterfaces",
    { "network-interface-id": ids },
    (client, input, abortSignal) =>
      paginateDescribeNetworkInterfaces({ client, pageSize }, input, { abortSignal }),
    (page) => page.NetworkInterfaces,
  );
  return found.map((each) => ({
    id: each.NetworkInterfaceId ?? "",
    ip: each.PrivateIpAddress ?? "",
    subnetId: each.SubnetId ?? "",
    zoneName: each.AvailabilityZone ?? "",
    securityGroupIds: (each.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  }));
}

export async function readService(reading: Reading, name: string): Promise<EndpointService | undefined> {
  const [found] = await listEc2(
    reading,
    "ec2:DescribeVpcEndpointServiceConfigurations",
    { "service-name": [name] },
    (client, input, abortSignal) =>
      paginateDescribeVpcEndpointServiceConfigurations({ client, pageSize }, input, { abortSignal }),
    (page) => page.ServiceConfigurations,
  );
  return found === undefined ? undefined : toService(found);
}

export async function readConnections(reading: Reading, serviceId: string): Promise<readonly Connection[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeVpcEndpointConnections",
    { "service-id": [serviceId] },
    (client, input, abortSignal) =>
      paginateDescribeVpcEndpointConnections({ client, pageSize }, input, { abortSignal }),
    (page) => page.VpcEndpointConnections,
  );
  return found.map(toConnection);
}
