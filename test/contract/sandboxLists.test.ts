import * as ec2 from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  DescribeInstanceInformationCommand,
  type DescribeInstanceInformationCommandInput,
  ListCommandInvocationsCommand,
  type ListCommandInvocationsCommandInput,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serviceModels } from "../../src/sandbox/wire/operations.ts";
import { managedInstance, runRemotely } from "../unit/sandbox/remote.ts";
import { first, openStage, refused, type Stage } from "../unit/sandbox/stage.ts";

let stage: Stage;
let tester: string;

beforeAll(async () => {
  stage = await openStage();
  tester = await managedInstance(stage.consumer);
});
afterAll(() => stage.close());

describe("lists of Systems Manager", () => {
  const nodes = (input: DescribeInstanceInformationCommandInput) =>
    stage.consumer.ssm.send(new DescribeInstanceInformationCommand(input));
  const invocations = (input: ListCommandInvocationsCommandInput) =>
    stage.consumer.ssm.send(new ListCommandInvocationsCommand(input));

  it("take pages of AWS's sizes, and only tokens that they gave", async () => {
    await expect(nodes({ MaxResults: 4 })).rejects.toMatchObject(refused("ValidationException"));
    await expect(invocations({ MaxResults: 51 })).rejects.toMatchObject(refused("ValidationException"));
    await expect(nodes({ NextToken: "next" })).rejects.toMatchObject(refused("InvalidNextToken"));
    expect((await nodes({ MaxResults: 5 })).InstanceInformationList).toHaveLength(1);
  });

  it("of invocations come in pages and by filters", async () => {
    for (const line of ["printf a", "rm -x", "printf b"]) await runRemotely(stage.consumer, tester, [line]);
    const page = await invocations({ MaxResults: 2 });
    expect(page.CommandInvocations).toHaveLength(2);
    const { NextToken } = page;
    expect((await invocations({ MaxResults: 2, NextToken })).CommandInvocations).toHaveLength(1);
    const failed = await invocations({ Filters: [{ key: "Status", value: "Failed" }] });
    expect(failed.CommandInvocations).toHaveLength(1);
    const later = [{ key: "InvokedAfter", value: "2100-01-01T00:00:00Z" } as const];
    expect((await invocations({ Filters: later })).CommandInvocations).toEqual([]);
    const unknown = invocations({ Filters: [{ key: "ExecutionStage", value: "Complete" }] });
    await expect(unknown).rejects.toMatchObject(refused("InvalidFilterKey"));
  });
});

describe("lists of EC2 and of load balancing", () => {
  it("Regions are filtered like everything else", async () => {
    const regions = async (Name: string, ...Values: string[]) => {
      const request = new ec2.DescribeRegionsCommand({ Filters: [{ Name, Values }] });
      return (await stage.consumer.ec2.send(request)).Regions?.map(({ RegionName }) => RegionName);
    };
    expect(await regions("region-name", "eu-*")).toEqual(["eu-west-1"]);
    await expect(regions("colour", "red")).rejects.toMatchObject(refused("InvalidParameterValue"));
  });

  it("addresses are found by themselves", async () => {
    const { PublicIp = "" } = await stage.consumer.ec2.send(new ec2.AllocateAddressCommand({}));
    await stage.consumer.ec2.send(new ec2.AllocateAddressCommand({}));
    const find = async (...PublicIps: string[]) =>
      (await stage.consumer.ec2.send(new ec2.DescribeAddressesCommand({ PublicIps }))).Addresses;
    expect(await find(PublicIp)).toMatchObject([{ PublicIp }]);
    await expect(find("198.51.100.250")).rejects.toMatchObject(refused("InvalidAddress.NotFound"));
  });

  it("load balancers can be named up to twenty at once", async () => {
    const { arn } = first(stage.sandbox.world.loadBalancers);
    const LoadBalancerArns = Array.from({ length: 21 }, () => arn);
    const request = new DescribeLoadBalancersCommand({ LoadBalancerArns });
    await expect(stage.provider.elbv2.send(request)).rejects.toMatchObject(refused("ValidationError"));
  });

  it.each(
    serviceModels.ec2.operations.filter((operation) => /^Describe.*(VpcEndpoint|Vpcs)/.test(operation)),
  )("%s refuses small pages, foreign tokens and unknown filters, and caps large pages", async (operation) => {
    const client = /Configurations|Permissions|Connections/.test(operation)
      ? stage.provider.ec2
      : stage.consumer.ec2;
    const ServiceId = operation.endsWith("Permissions")
      ? { ServiceId: first(stage.sandbox.world.endpointServices).id }
      : {};
    const commands = new Map<string, unknown>(Object.entries(ec2));
    const Command = commands.get(`${operation}Command`) as typeof ec2.DescribeVpcEndpointsCommand;
    const send = (input: ec2.DescribeVpcEndpointsCommandInput) =>
      client.send(new Command({ ...ServiceId, ...input }));
    await expect(send({ MaxResults: 0 })).rejects.toMatchObject(refused("InvalidParameterValue"));
    await expect(send({ NextToken: "foreign" })).rejects.toMatchObject(refused("InvalidNextToken"));
    const unknown = send({ Filters: [{ Name: "colour", Values: ["red"] }] });
    await expect(unknown).rejects.toMatchObject({ name: expect.stringMatching(/^Invalid(Filter|Para)/) });
    if (!operation.endsWith("Associations")) await send({ MaxResults: 5_000 });
    await expect(send({ DryRun: true })).rejects.toMatchObject(refused("DryRunOperation"));
  });
});

describe("a request that AWS's model cannot say is wrong", () => {
  it("asks for both kinds of load balancers, or for an unknown type of endpoint", async () => {
    const arn = first(stage.sandbox.world.loadBalancers).arn;
    const both = { NetworkLoadBalancerArns: [arn], GatewayLoadBalancerArns: [arn] };
    const service = stage.provider.ec2.send(new ec2.CreateVpcEndpointServiceConfigurationCommand(both));
    await expect(service).rejects.toMatchObject(refused("InvalidParameter", "exactly one of"));
    const { vpcId: VpcId, serviceName: ServiceName } = first(stage.sandbox.world.endpoints);
    const input = { VpcId, ServiceName, VpcEndpointType: "Tube" as "Interface" };
    const endpoint = stage.consumer.ec2.send(new ec2.CreateVpcEndpointCommand(input));
    await expect(endpoint).rejects.toMatchObject(refused("InvalidParameterValue", "Tube"));
  });
});
