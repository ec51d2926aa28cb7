import { connect, type TLSSocket } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testAuthority } from "../../../../src/sandbox/sockets/testCertificate.ts";
import { PublishedWorld } from "../network/publishedWorld.ts";

let net: PublishedWorld;

beforeEach(async () => {
  net = await PublishedWorld.build();
  net.application.protocol = "https";
});

afterEach(() => net.fabric.close());

/** A connection whose handshake is over, so that it has reached the application; `ended` says how it ends. */
async function open(): Promise<{ socket: TLSSocket; ended: Promise<string>; close(): void }> {
  const route = await net.fabric.lay(net.client, net.name(), 5000);
  const socket = connect({
    host: "127.0.0.1",
    port: route.port,
    ca: testAuthority,
    servername: "service.example.com",
  });
  const ended = new Promise<string>((resolve) => {
    socket.once("error", (error) => resolve(error.message));
    socket.once("close", () => resolve("closed"));
  });
  await new Promise((resolve) => socket.once("secureConnect", resolve));
  return { socket, ended, close: () => route.close() };
}

describe("an open connection", () => {
  it.each<[string, () => unknown]>([
    ["the connection is rejected", () => Object.assign(net.endpoint, { state: "rejected" })],
    ["the endpoint is deleted", () => net.world.endpoints.clear()],
    ["the endpoint's interface is gone", () => net.world.networkInterfaces.clear()],
    ["the target stops", () => Object.assign(net.target, { state: "stopping" })],
    ["the client stops", () => Object.assign(net.client, { state: "stopping" })],
    ["the application ends", () => Object.assign(net.application, { listening: false })],
  ])("is cut when %s", async (_, change) => {
    const { ended, close } = await open();
    change();
    expect(await ended).toContain("ECONNRESET");
    close();
  });

  it("outlives a security group that is closed, which stops the next one", async () => {
    const { socket, close } = await open();
    net.close("orders-flask-hello");
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const answer = await new Promise((resolve) => socket.once("data", (data) => resolve(data.toString())));
    expect(answer).toContain("200 OK");
    expect((await net.fabric.lay(net.client, net.name(), 5000)).verdict).toBe("drop");
    close();
  });
});
