import * as ec2 from "@aws-sdk/client-ec2";
import { DeleteLoadBalancerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { first, openStage, refused, type Stage, until } from "../unit/sandbox/stage.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const service = () => first(stage.sandbox.world.endpointServices);
const endpoint = () => first(stage.sandbox.world.endpoints);
const topic = "arn:aws:sns:us-east-1:111122223333:connections";

const modify = (change: Partial<ec2.ModifyVpcEndpointServiceConfigurationCommandInput> = {}) =>
  stage.provider.ec2.send(
    new ec2.ModifyVpcEndpointServiceConfigurationCommand({
      ServiceId: change.ServiceId ?? service().id,
      ...change,
    }),
  );

const configuration = async () => {
  const answer = await stage.provider.ec2.send(new ec2.DescribeVpcEndpointServiceConfigurationsCommand({}));
  const [only] = answer.ServiceConfigurations ?? [];
  if (only === undefined) throw new Error("There is no service.");
  return only;
};

/** A second load balancer, put into the world as a twin of the first one. */
function twinBalancer(): string {
  const { loadBalancers } = stage.sandbox.world;
  const balancer = first(loadBalancers);
  const arn = balancer.arn.replace("flask-hello", "twin");
  loadBalancers.set(arn, { ...balancer, arn, name: "twin" });
  return arn;
}

describe("ModifyVpcEndpointServiceConfiguration", () => {
  it("with only the id reads the zones of the load balancers anew", async () => {
    const balancer = first(stage.sandbox.world.loadBalancers);
    const [node] = balancer.nodes;
    if (node === undefined) throw new Error("The load balancer has no node.");
    balancer.nodes.push({ ...node, zoneId: "use1-az6" });
    expect((await configuration()).AvailabilityZoneIds).toEqual(["use1-az1", "use1-az2"]);
    await modify();
    expect((await configuration()).AvailabilityZoneIds).toEqual(["use1-az1", "use1-az2", "use1-az6"]);
  });

  it("load balancers come any time, but only leave a service without connections, and never all", async () => {
    const twin = twinBalancer();
    const own = service().loadBalancerArns[0] ?? "";
    await modify({ AddNetworkLoadBalancerArns: [twin] });
    const remove = (RemoveNetworkLoadBalancerArns: string[]) => modify({ RemoveNetworkLoadBalancerArns });
    await expect(remove([twin])).rejects.toMatchObject(refused("ExistingVpcEndpointConnections"));
    endpoint().state = "rejected";
    await expect(remove([twin, own])).rejects.toMatchObject(refused("InvalidParameter", "At least one"));
    await remove([own]);
    expect((await configuration()).NetworkLoadBalancerArns).toEqual([twin]);
  });

  it("a load balancer belongs to one service, until that is deleted", async () => {
    const create = (NetworkLoadBalancerArns: string[]) =>
      stage.provider.ec2.send(
        new ec2.CreateVpcEndpointServiceConfigurationCommand({ NetworkLoadBalancerArns }),
      );
    const arns = service().loadBalancerArns;
    await expect(create(arns)).rejects.toMatchObject(refused("InvalidParameter", "already associated"));
    await expect(create([])).rejects.toMatchObject(refused("InvalidParameter", "exactly one of"));
    await expect(create([`${arns[0]}0`])).rejects.toMatchObject(refused("InvalidLoadBalancerArn"));
    const deletion = new DeleteLoadBalancerCommand({ LoadBalancerArn: arns[0] });
    await expect(stage.provider.elbv2.send(deletion)).rejects.toMatchObject(
      refused("ResourceInUseException"),
    );
    endpoint().state = "rejected";
    const ServiceIds = [service().id];
    await stage.provider.ec2.send(new ec2.DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds }));
    await expect(modify({ ServiceId: ServiceIds[0] })).rejects.toMatchObject(
      refused("InvalidVpcEndpointServiceId.NotFound"),
    );
    await until(
      () => !ServiceIds.some((id) => stage.sandbox.world.endpointServices.get(id)?.state === "Deleting"),
    );
    expect((await create(arns)).ServiceConfiguration?.ServiceState).toBe("Pending");
  });

  it("IPv6 needs dualstack load balancers, and one address type must stay", async () => {
    const ipv6 = () => modify({ AddSupportedIpAddressTypes: ["ipv6"] });
    await expect(ipv6()).rejects.toMatchObject(refused("InvalidParameter", "dualstack"));
    first(stage.sandbox.world.loadBalancers).ipAddressType = "dualstack";
    await ipv6();
    expect((await configuration()).SupportedIpAddressTypes).toEqual(["ipv4", "ipv6"]);
    await modify({ RemoveSupportedIpAddressTypes: ["ipv4"] });
    const none = modify({ RemoveSupportedIpAddressTypes: ["ipv6"] });
    await expect(none).rejects.toMatchObject(refused("InvalidParameter"));
  });

  it("a Region is opened, is used, and closes without cutting what is connected", async () => {
    await modify({ AddSupportedRegions: ["eu-west-1"] });
    const regions = async () => (await configuration()).SupportedRegions;
    await until(() => service().supportedRegions[0]?.state === "Available");
    expect(await regions()).toContainEqual({ Region: "eu-west-1", ServiceState: "Available" });
    expect((await configuration()).RemoteAccessEnabled).toBe(true);
    endpoint().region = "eu-west-1";
    await modify({ RemoveSupportedRegions: ["eu-west-1"] });
    expect(await regions()).toContainEqual({ Region: "eu-west-1", ServiceState: "Closed" });
    endpoint().state = "rejected";
    await modify({ RemoveSupportedRegions: ["eu-west-1"] });
    await until(() => service().supportedRegions.length === 0);
    const host = modify({ RemoveSupportedRegions: ["us-east-1"] });
    await expect(host).rejects.toMatchObject(refused("InvalidParameter", "hosts the service"));
    await expect(modify({ AddSupportedRegions: ["mars-1"] })).rejects.toMatchObject(
      refused("InvalidParameter"),
    );
  });

  it("a refused change changes nothing", async () => {
    const mixed = modify({ AcceptanceRequired: false, AddSupportedRegions: ["mars-1"] });
    await expect(mixed).rejects.toMatchObject(refused("InvalidParameter"));
    expect(service().acceptanceRequired).toBe(true);
  });
});

describe("the private DNS name of a service", () => {
  const verify = () =>
    stage.provider.ec2.send(
      new ec2.StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId: service().id }),
    );

  it.each<[string, (name: string) => string]>([
    ["below its own name", (record) => `${record}.api.service.example.com`],
    ["below a parent domain", (record) => `${record}.example.com`],
    ["on the bare domain", () => "api.service.example.com"],
  ])("is verified by a TXT record %s, and only by the right value", async (_, place) => {
    await expect(verify()).rejects.toMatchObject(refused("InvalidParameter", "private DNS name"));
    await modify({ PrivateDnsName: "api.service.example.com" });
    const record = (await configuration()).PrivateDnsNameConfiguration;
    expect(record).toMatchObject({ State: "pendingVerification", Type: "TXT" });
    const name = place(record?.Name ?? "");
    stage.sandbox.world.txtRecords.set(name, ["vpce:other"]);
    await verify();
    await until(() => service().privateDnsNameState === "failed");
    stage.sandbox.world.txtRecords.set(name, ["vpce:other", record?.Value ?? ""]);
    await verify();
    await until(() => service().privateDnsNameState === "verified");
    await modify({ RemovePrivateDnsName: true });
    expect((await configuration()).PrivateDnsNameConfiguration).toBeUndefined();
  });

  it("is verified without a record below .example, so that it can be tried", async () => {
    await modify({ PrivateDnsName: "api.hello.example" });
    expect(service().privateDnsNameState).toBe("pendingVerification");
    await verify();
    await until(() => service().privateDnsNameState === "verified");
  });

  it.each(["Upper.example.com", "one", "a..b", `${"x".repeat(64)}.example.com`])(
    "%s is no name",
    async (name) => {
      await expect(modify({ PrivateDnsName: name })).rejects.toMatchObject(refused("InvalidParameter"));
    },
  );
});

describe("who pays", () => {
  it("is the owner for ever, once the owner said so", async () => {
    const pay = (PayerResponsibility: "ServiceOwner") =>
      stage.provider.ec2.send(
        new ec2.ModifyVpcEndpointServicePayerResponsibilityCommand({
          ServiceId: service().id,
          PayerResponsibility,
        }),
      );
    expect((await configuration()).PayerResponsibility).toBeUndefined();
    await pay("ServiceOwner");
    expect((await configuration()).PayerResponsibility).toBe("ServiceOwner");
    await expect(pay("Consumer" as "ServiceOwner")).rejects.toMatchObject(refused("InvalidParameterValue"));
    expect((await configuration()).PayerResponsibility).toBe("ServiceOwner");
  });
});

describe("connection notifications", () => {
  const create = (change: Partial<ec2.CreateVpcEndpointConnectionNotificationCommandInput> = {}) =>
    stage.provider.ec2.send(
      new ec2.CreateVpcEndpointConnectionNotificationCommand({
        ServiceId: service().id,
        ConnectionNotificationArn: topic,
        ConnectionEvents: ["Connect", "Accept"],
        ...change,
      }),
    );
  const list = async (Filters?: ec2.Filter[]) =>
    (
      await stage.provider.ec2.send(
        new ec2.DescribeVpcEndpointConnectionNotificationsCommand({ ...(Filters && { Filters }) }),
      )
    ).ConnectionNotificationSet ?? [];

  it("are made once per token, changed, filtered and deleted", async () => {
    const made = (await create({ ClientToken: "t" })).ConnectionNotification;
    expect((await create({ ClientToken: "t" })).ConnectionNotification).toEqual(made);
    const other = create({ ClientToken: "t", ConnectionEvents: ["Delete"] });
    await expect(other).rejects.toMatchObject(refused("IdempotentParameterMismatch"));
    expect(made).toMatchObject({
      ServiceId: service().id,
      ConnectionNotificationType: "Topic",
      ConnectionNotificationState: "Enabled",
      ConnectionEvents: ["Connect", "Accept"],
    });
    const ConnectionNotificationId = made?.ConnectionNotificationId ?? "";
    const change = { ConnectionNotificationId, ConnectionEvents: ["Reject"] };
    await stage.provider.ec2.send(new ec2.ModifyVpcEndpointConnectionNotificationCommand(change));
    const filters = [{ Name: "service-id", Values: [service().id] }];
    expect(await list(filters)).toMatchObject([{ ConnectionEvents: ["Reject"] }]);
    const ids = [ConnectionNotificationId, "vpce-nfn-0"];
    const { Unsuccessful } = await stage.provider.ec2.send(
      new ec2.DeleteVpcEndpointConnectionNotificationsCommand({ ConnectionNotificationIds: ids }),
    );
    expect(Unsuccessful).toMatchObject([
      { ResourceId: "vpce-nfn-0", Error: { Code: "InvalidConnectionNotification" } },
    ]);
    expect(await list()).toEqual([]);
  });

  it.each<[string, Partial<ec2.CreateVpcEndpointConnectionNotificationCommandInput>, string]>([
    ["both sides", { VpcEndpointId: "vpce-0123456789abcdef0" }, "InvalidParameterCombination"],
    ["neither side", { ServiceId: undefined }, "InvalidParameterCombination"],
    ["no topic", { ConnectionNotificationArn: "arn:aws:sqs:us-east-1:111122223333:q" }, "InvalidParameter"],
    ["an unknown event", { ConnectionEvents: ["Explode"] }, "InvalidParameter"],
  ])("are refused for %s", async (_, change, code) => {
    await expect(create(change)).rejects.toMatchObject(refused(code));
  });

  it("a consumer has them for its endpoint; they go with it", async () => {
    const request = new ec2.CreateVpcEndpointConnectionNotificationCommand({
      VpcEndpointId: endpoint().id,
      ConnectionNotificationArn: topic,
      ConnectionEvents: ["Accept"],
    });
    await stage.consumer.ec2.send(request);
    expect(stage.sandbox.world.connectionNotifications.size).toBe(1);
    await stage.consumer.ec2.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [endpoint().id] }));
    await until(() => stage.sandbox.world.connectionNotifications.size === 0);
  });
});

describe("lists of a provider", () => {
  it("connections can be filtered by all that AWS filters by, and by nothing else", async () => {
    const listed = async (Name: string, ...Values: string[]) => {
      const Filters = [{ Name, Values }];
      const answer = await stage.provider.ec2.send(
        new ec2.DescribeVpcEndpointConnectionsCommand({ Filters }),
      );
      return answer.VpcEndpointConnections?.length;
    };
    expect(await listed("service-id", service().id)).toBe(1);
    expect(await listed("vpc-endpoint-owner", "444455556666")).toBe(1);
    expect(await listed("vpc-endpoint-state", "available", "pendingAcceptance")).toBe(1);
    expect(await listed("vpc-endpoint-state", "PendingAcceptance")).toBe(0);
    expect(await listed("ip-address-type", "ipv4")).toBe(1);
    expect(await listed("vpc-endpoint-region", "cross-region")).toBe(0);
    // AWS documents this filter and refuses it.
    await expect(listed("vpc-endpoint-id", endpoint().id)).rejects.toMatchObject(
      refused("InvalidFilter", "The filter 'vpc-endpoint-id' is invalid"),
    );
  });

  it("services and permissions can be filtered, paged and tagged", async () => {
    const { provider } = stage;
    const ServiceId = service().id;
    const Filters = [{ Name: "service-state", Values: ["Available"] }];
    const found = await provider.ec2.send(
      new ec2.DescribeVpcEndpointServiceConfigurationsCommand({ Filters }),
    );
    expect(found.ServiceConfigurations).toHaveLength(1);
    const AddAllowedPrincipals = ["a", "b", "c", "d", "e"].map(
      (role) => `arn:aws:iam::444455556666:role/${role}`,
    );
    await provider.ec2.send(
      new ec2.ModifyVpcEndpointServicePermissionsCommand({ ServiceId, AddAllowedPrincipals }),
    );
    const page = (MaxResults: number, NextToken?: string) =>
      provider.ec2.send(
        new ec2.DescribeVpcEndpointServicePermissionsCommand({
          ServiceId,
          MaxResults,
          ...(NextToken && { NextToken }),
        }),
      );
    const one = await page(5);
    const two = await page(5, one.NextToken);
    expect([one.AllowedPrincipals?.length, two.AllowedPrincipals?.length]).toEqual([5, 1]);
    await expect(page(4)).rejects.toMatchObject(refused("InvalidParameterValue", "maxResults"));
    expect((await page(100_000)).AllowedPrincipals).toHaveLength(6);
    const id = two.AllowedPrincipals?.[0]?.ServicePermissionId ?? "";
    const Tags = [{ Key: "Team", Value: "orders" }];
    await provider.ec2.send(new ec2.CreateTagsCommand({ Resources: [id], Tags }));
    const tagged = await provider.ec2.send(
      new ec2.DescribeVpcEndpointServicePermissionsCommand({
        ServiceId,
        Filters: [{ Name: "tag:Team", Values: ["orders"] }],
      }),
    );
    expect(tagged.AllowedPrincipals).toMatchObject([
      { ServicePermissionId: id, PrincipalType: "Role", Tags },
    ]);
  });

  it("ids that are none are called malformed", async () => {
    const ServiceId = "service";
    const described = stage.provider.ec2.send(
      new ec2.DescribeVpcEndpointServicePermissionsCommand({ ServiceId }),
    );
    await expect(described).rejects.toMatchObject(refused("InvalidVpcEndpointServiceIdId.Malformed"));
  });
});
