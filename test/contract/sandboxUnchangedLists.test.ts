import * as ec2 from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { first, openStage, type Stage } from "../unit/sandbox/stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const endpoint = () => first(stage.sandbox.world.endpoints);

async function listed(): Promise<ec2.VpcEndpoint> {
  const { VpcEndpoints = [] } = await stage.consumer.ec2.send(new ec2.DescribeVpcEndpointsCommand({}));
  return VpcEndpoints.find(({ VpcEndpointId }) => VpcEndpointId === endpoint().id) ?? {};
}

async function connection(): Promise<ec2.VpcEndpointConnection> {
  const list = new ec2.DescribeVpcEndpointConnectionsCommand({});
  const { VpcEndpointConnections = [] } = await stage.provider.ec2.send(list);
  return VpcEndpointConnections.find(({ VpcEndpointId }) => VpcEndpointId === endpoint().id) ?? {};
}

/** The XML of an endpoint is kept between lists: whatever changes must show in the next one. */
describe("a list that was sent before", () => {
  it("is the same while nothing changes", async () => {
    expect(await listed()).toMatchObject({ VpcEndpointId: endpoint().id });
    expect(await listed()).toEqual(await listed());
    expect(await connection()).toEqual(await connection());
  });

  it("shows a state that was changed by the other side", async () => {
    await listed();
    await connection();
    const input = {
      ServiceId: endpoint().serviceId,
      VpcEndpointIds: [endpoint().id],
    };
    await stage.provider.ec2.send(new ec2.RejectVpcEndpointConnectionsCommand(input));
    expect(await listed()).toMatchObject({ State: "rejected" });
    expect(await connection()).toMatchObject({ VpcEndpointState: "rejected" });
  });

  it("shows tags, in place of others and beside them", async () => {
    for (const Value of ["one", "two"]) {
      const Tags = [{ Key: "Stage", Value }];
      await stage.consumer.ec2.send(new ec2.CreateTagsCommand({ Resources: [endpoint().id], Tags }));
      expect((await listed()).Tags).toContainEqual({ Key: "Stage", Value });
    }
    const untag = new ec2.DeleteTagsCommand({ Resources: [endpoint().id], Tags: [{ Key: "Stage" }] });
    await stage.consumer.ec2.send(untag);
    expect((await listed()).Tags?.map(({ Key }) => Key)).not.toContain("Stage");
  });

  it("shows what was changed within a list of the world", async () => {
    const { SubnetIds = [] } = await listed();
    endpoint().subnetIds.push("subnet-0123456789abcdef0");
    expect((await listed()).SubnetIds).toEqual([...SubnetIds, "subnet-0123456789abcdef0"]);
    endpoint().subnetIds.pop();
    expect((await listed()).SubnetIds).toEqual(SubnetIds);
  });

  it("shows what another resource brings into it", async () => {
    await listed();
    const group = stage.sandbox.world.securityGroups.get(endpoint().securityGroupIds[0] ?? "");
    Object.assign(group ?? {}, { name: "renamed" });
    expect((await listed()).Groups?.[0]?.GroupName).toBe("renamed");
  });

  it("shows another moment", async () => {
    await listed();
    endpoint().createdAt.setTime(1_700_000_000_000);
    expect((await listed()).CreationTimestamp).toEqual(new Date(1_700_000_000_000));
  });
});
