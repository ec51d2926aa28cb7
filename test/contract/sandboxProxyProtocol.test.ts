import { once } from "node:events";
import { connect, createServer } from "node:net";
import {
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { proxyInformation } from "../../src/sandbox/network/proxyProtocol.ts";
import { portOf } from "../../src/sandbox/sockets/ports.ts";
import { proxyHeader } from "../../src/sandbox/sockets/proxyHeader.ts";
import { openRelay } from "../../src/sandbox/sockets/relay.ts";
import { eventually } from "../unit/sandbox/clients.ts";
import { managedInstance, runRemotely } from "../unit/sandbox/remote.ts";
import { first, named, openStage, type Stage } from "../unit/sandbox/stage.ts";

let stage: Stage;
let tester: string;

beforeEach(async () => {
  stage = await openStage();
  first(stage.sandbox.world.endpoints).state = "available";
  tester = await managedInstance(stage.consumer);
});
afterEach(() => stage.close());

const world = () => stage.sandbox.world;
const curl = async (host = first(world().endpoints).dnsNames[0]?.name) => {
  const { ResponseCode, StandardOutputContent } = await runRemotely(stage.consumer, tester, [
    `curl -sS --connect-timeout 1 http://${host}:5000/`,
  ]);
  return { exitCode: ResponseCode, output: StandardOutputContent };
};
const turn = (on: boolean) =>
  stage.provider.elbv2.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: first(world().targetGroups).arn,
      Attributes: [{ Key: "proxy_protocol_v2.enabled", Value: String(on) }],
    }),
  );
const works = { exitCode: 0, output: "Hello, PrivateLink World!" };

describe("proxy_protocol_v2.enabled", () => {
  it("breaks an application that expects a request, until it is off again", async () => {
    expect(await curl()).toEqual(works);
    await turn(true);
    // Nothing comes back: "Empty reply from server".
    expect(await curl()).toEqual({ exitCode: 52, output: "" });
    await turn(false);
    expect(await curl()).toEqual(works);
  });

  it("fails HTTP health checks too, and TCP ones not", async () => {
    const group = first(world().targetGroups);
    Object.assign(group.healthCheck, { intervalSeconds: 5, healthyThreshold: 2 });
    const reason = async () => {
      const input = new DescribeTargetHealthCommand({ TargetGroupArn: group.arn });
      const { TargetHealthDescriptions } = await stage.provider.elbv2.send(input);
      return TargetHealthDescriptions?.[0]?.TargetHealth?.Reason ?? "none";
    };
    await turn(true);
    Object.assign(group.healthCheck, { protocol: "HTTP", path: "/" });
    await eventually(async () => (await reason()) === "Target.FailedHealthChecks" || undefined);
    Object.assign(group.healthCheck, { protocol: "TCP" });
    await eventually(async () => (await reason()) === "none" || undefined);
    expect(await curl()).toEqual({ exitCode: 52, output: "" });
  });

  it("tells a target the client, the node and the endpoint", async () => {
    const endpoint = first(world().endpoints);
    const client = named(world().instances, "tester");
    const entry = world().networkInterfaces.get(endpoint.networkInterfaceIds[0] ?? "");
    const node = world().networkInterfaces.get(
      first(world().loadBalancers).nodes[0]?.networkInterfaceId ?? "",
    );
    if (entry === undefined || node === undefined) throw new Error("An interface is missing.");
    const told = (port: number) => proxyInformation(world(), client, entry, port);
    expect(told(5000)).toBeUndefined();
    await turn(true);
    expect(told(5000)).toEqual({
      source: client.privateIp,
      destination: node.privateIp,
      port: 5000,
      endpointId: endpoint.id,
    });
    expect(told(81)).toBeUndefined();
  });
});

describe("the header", () => {
  const endpointId = "vpce-0123456789abcdef0";
  const information = { source: "10.1.1.4", destination: "10.0.1.5", port: 5000, endpointId };

  it("holds addresses, ports and the endpoint, byte by byte", () => {
    const value = `01${Buffer.from(endpointId).toString("hex")}`;
    expect(proxyHeader(information, 40_000).toString("hex")).toBe(
      `0d0a0d0a000d0a515549540a2111${"0026"}0a0101040a0001059c401388ea0017${value}`,
    );
    const { endpointId: _, ...direct } = information;
    expect(proxyHeader(direct, 40_000).subarray(14).toString("hex")).toBe("000c0a0101040a0001059c401388");
  });

  it("comes before the client's own bytes, over a real socket", async () => {
    const received: Buffer[] = [];
    const target = createServer((socket) => socket.on("data", (data) => received.push(data)));
    await once(target.listen(0, "127.0.0.1"), "listening");
    const onward = { port: portOf(target), lives: () => true };
    const relay = await openRelay(async (port) => ({ ...onward, preface: proxyHeader(information, port) }));
    const client = connect(relay.port, "127.0.0.1");
    await once(client, "connect");
    const { localPort = 0 } = client;
    client.write("GET / HTTP/1.1\r\n\r\n");
    const all = () => Buffer.concat(received).toString("latin1");
    await eventually(async () => all().endsWith("GET / HTTP/1.1\r\n\r\n") || undefined);
    expect(all()).toBe(`${proxyHeader(information, localPort).toString("latin1")}GET / HTTP/1.1\r\n\r\n`);
    client.destroy();
    relay.close();
    target.close();
  });
});
