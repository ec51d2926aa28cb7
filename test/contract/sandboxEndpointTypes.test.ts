import * as ec2 from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { named, openStage, refused, type Stage, until } from "../unit/sandbox/stage.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage({ scenario: "endpoint-types" });
});
afterEach(() => stage.close());

const world = () => stage.sandbox.world;
const list = async (input: ec2.DescribeVpcEndpointsCommandInput = {}) =>
  (await stage.consumer.ec2.send(new ec2.DescribeVpcEndpointsCommand(input))).VpcEndpoints ?? [];
const described = async (name: string) => {
  const [endpoint] = await list({ Filters: [{ Name: "tag:Name", Values: [name] }] });
  if (endpoint === undefined) throw new Error(`There is no endpoint ${name}.`);
  return endpoint;
};
const routes = async (name = "orders-private") => {
  const input = { RouteTableIds: [named(world().routeTables, name).id] };
  const { RouteTables } = await stage.consumer.ec2.send(new ec2.DescribeRouteTablesCommand(input));
  return RouteTables?.[0]?.Routes?.filter(({ DestinationPrefixListId }) => DestinationPrefixListId) ?? [];
};
const remove = async (id: string | undefined) => {
  const input = { VpcEndpointIds: [id ?? ""] };
  return (await stage.consumer.ec2.send(new ec2.DeleteVpcEndpointsCommand(input))).Unsuccessful ?? [];
};
const modify = (VpcEndpointId: string | undefined, change: Partial<ec2.ModifyVpcEndpointCommandInput>) =>
  stage.consumer.ec2.send(new ec2.ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));

describe("endpoints of the other types are listed", () => {
  it("with the one destination of their type", async () => {
    const all = await list();
    const destinations = all.map(({ VpcEndpointType, ServiceName, ...rest }) => [
      VpcEndpointType,
      ServiceName?.replace(/svc-.*/, "svc"),
      rest.ResourceConfigurationArn?.split("/")[1],
      rest.ServiceNetworkArn?.split("/")[1],
    ]);
    expect(destinations).toEqual([
      ["Gateway", "com.amazonaws.us-east-1.s3", undefined, undefined],
      ["Gateway", "com.amazonaws.us-east-1.dynamodb", undefined, undefined],
      ["GatewayLoadBalancer", "com.amazonaws.vpce.us-east-1.vpce-svc", undefined, undefined],
      ["Resource", undefined, "rcfg-0a1b2c3d4e5f60718", undefined],
      ["ServiceNetwork", undefined, undefined, "sn-0a1b2c3d4e5f60718"],
      ["Resource", undefined, "rcfg-0c1d2e3f4a5b60718", undefined],
    ]);
    const Filters = [{ Name: "vpc-endpoint-type", Values: ["Resource", "ServiceNetwork"] }];
    expect(await list({ Filters })).toHaveLength(3);
  });

  it("a Gateway Load Balancer endpoint has one interface of a type of its own, and no groups or policy", async () => {
    const endpoint = await described("orders-inspection");
    expect(endpoint).toMatchObject({ State: "pendingAcceptance", Groups: [], DnsEntries: [] });
    expect(endpoint.PolicyDocument).toBeUndefined();
    const { NetworkInterfaceIds } = endpoint;
    const input = new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds });
    const { NetworkInterfaces } = await stage.consumer.ec2.send(input);
    expect(NetworkInterfaces).toMatchObject([
      {
        InterfaceType: "gateway_load_balancer_endpoint",
        Description: `VPC Endpoint Interface ${endpoint.VpcEndpointId}`,
        RequesterManaged: true,
      },
    ]);
  });

  it("a resource endpoint has groups and interfaces, and its names are in its association", async () => {
    const endpoint = await described("orders-billing-database");
    expect(endpoint).toMatchObject({ State: "available", Groups: [{ GroupName: "tester" }], DnsEntries: [] });
    expect(endpoint.NetworkInterfaceIds).toHaveLength(2);
    const VpcEndpointIds = [endpoint.VpcEndpointId ?? ""];
    const input = new ec2.DescribeVpcEndpointAssociationsCommand({ VpcEndpointIds });
    expect((await stage.consumer.ec2.send(input)).VpcEndpointAssociations).toMatchObject([
      {
        AssociatedResourceAccessibility: "Accessible",
        DnsEntry: { DnsName: expect.stringContaining(".vpc-lattice-rsc.") },
        PrivateDnsEntry: { DnsName: "billing.example.com" },
      },
    ]);
  });

  it("associations come in pages, and say why a resource cannot be reached", async () => {
    const send = (input: ec2.DescribeVpcEndpointAssociationsCommandInput) =>
      stage.consumer.ec2.send(new ec2.DescribeVpcEndpointAssociationsCommand(input));
    const first = await send({ MaxResults: 2 });
    expect(first.VpcEndpointAssociations).toHaveLength(2);
    const { VpcEndpointAssociations } = await send({ MaxResults: 2, NextToken: first.NextToken });
    expect(VpcEndpointAssociations).toMatchObject([
      { AssociatedResourceAccessibility: "Inaccessible", FailureCode: "InsufficientFreeAddresses" },
    ]);
    const Filters = [{ Name: "associated-resource-accessibility", Values: ["Accessible"] }];
    expect((await send({ Filters })).VpcEndpointAssociations).toHaveLength(2);
  });

  it("what a service of AWS made, only it changes", async () => {
    const { VpcEndpointId, ...endpoint } = await described("orders-managed");
    expect(endpoint).toMatchObject({ RequesterManaged: true, State: "failed" });
    expect(endpoint.LastError?.Message).toContain("no Availability Zone");
    expect(await remove(VpcEndpointId)).toMatchObject([{ Error: { Code: "OperationNotPermitted" } }]);
    const modified = modify(VpcEndpointId, { ResetPolicy: true });
    await expect(modified).rejects.toMatchObject(refused("OperationNotPermitted"));
    expect(await remove((await described("orders-shop-network")).VpcEndpointId)).toEqual([]);
  });
});

describe("a gateway endpoint's routes", () => {
  it("are made with it, and lead to it", async () => {
    const { VpcEndpointId } = await described("orders-s3");
    expect(await routes()).toEqual([
      {
        DestinationPrefixListId: "pl-63a5400a",
        GatewayId: VpcEndpointId,
        Origin: "CreateRoute",
        State: "active",
      },
    ]);
    const Filters = [{ Name: "route.destination-prefix-list-id", Values: ["pl-63a5400a"] }];
    const { RouteTables } = await stage.consumer.ec2.send(new ec2.DescribeRouteTablesCommand({ Filters }));
    expect(RouteTables).toHaveLength(1);
  });

  it("come and go with its route tables", async () => {
    const { VpcEndpointId } = await described("orders-dynamodb");
    const table = named(world().routeTables, "orders-private").id;
    await modify(VpcEndpointId, { AddRouteTableIds: [table] });
    expect((await routes()).map(({ DestinationPrefixListId }) => DestinationPrefixListId)).toEqual([
      "pl-63a5400a",
      "pl-02cd2c6b",
    ]);
    await modify(VpcEndpointId, { RemoveRouteTableIds: [table] });
    expect(await routes()).toHaveLength(1);
  });

  it("go with it", async () => {
    const { VpcEndpointId } = await described("orders-s3");
    expect(await remove(VpcEndpointId)).toEqual([]);
    expect(await routes()).toEqual([]);
    await until(() => !world().endpoints.has(VpcEndpointId ?? ""));
  });

  it("are one per service in a table", async () => {
    const { VpcId, RouteTableIds } = await described("orders-s3");
    const ServiceName = "com.amazonaws.us-east-1.s3";
    const input = { VpcEndpointType: "Gateway", VpcId, ServiceName, RouteTableIds } as const;
    const twin = stage.consumer.ec2.send(new ec2.CreateVpcEndpointCommand(input));
    await expect(twin).rejects.toMatchObject(refused("RouteAlreadyExists", "pl-63a5400a"));
    expect(await list()).toHaveLength(6);
  });
});

describe("prefix lists", () => {
  it("are AWS's own, with their networks in one answer and their owner in the other", async () => {
    const Filters = [{ Name: "prefix-list-name", Values: ["*.s3"] }];
    const { PrefixLists } = await stage.consumer.ec2.send(new ec2.DescribePrefixListsCommand({ Filters }));
    expect(PrefixLists).toMatchObject([{ PrefixListId: "pl-63a5400a", Cidrs: expect.any(Array) }]);
    const send = (input: ec2.DescribeManagedPrefixListsCommandInput) =>
      stage.ireland.ec2.send(new ec2.DescribeManagedPrefixListsCommand(input));
    const first = await send({ MaxResults: 1 });
    const second = await send({ MaxResults: 1, NextToken: first.NextToken });
    const both = [...(first.PrefixLists ?? []), ...(second.PrefixLists ?? [])];
    expect(both.map(({ PrefixListName, OwnerId }) => [PrefixListName, OwnerId])).toEqual([
      ["com.amazonaws.eu-west-1.dynamodb", "AWS"],
      ["com.amazonaws.eu-west-1.s3", "AWS"],
    ]);
    expect(second.NextToken).toBeUndefined();
    await expect(send({ MaxResults: 101 })).rejects.toMatchObject(refused("InvalidParameterValue"));
    const unknown = send({ PrefixListIds: ["pl-0"] });
    await expect(unknown).rejects.toMatchObject(refused("InvalidPrefixListID.NotFound"));
  });
});
