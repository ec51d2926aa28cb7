import { beforeEach, expect, it } from "vitest";
import { reachesAwsService } from "../../../../src/sandbox/network/serviceAccess.ts";
import { PublishedWorld } from "./publishedWorld.ts";

let net: PublishedWorld;

beforeEach(async () => {
  net = await PublishedWorld.build();
});

const reaches = () => reachesAwsService(net.world, net.client, "ssm");

/** Makes the endpoint of the scenario one to Systems Manager, in the client's own VPC. */
function endpointToSystemsManager(): void {
  const { endpoint } = net;
  delete endpoint.serviceId;
  Object.assign(endpoint, { serviceName: "com.amazonaws.us-east-1.ssm", privateDnsEnabled: true });
  for (const rule of net.group("orders-flask-hello").rules) Object.assign(rule, { protocol: "-1" });
}

it("through the internet, if there is a way", () => {
  expect(reaches()).toBe(true);
  net.world.routeTables.clear();
  expect(reaches()).toBe(false);
});

it.each<[string, () => unknown, boolean]>([
  ["that lets it in", () => undefined, true],
  ["whose group is closed", () => net.close("orders-flask-hello"), false],
  ["that is not there yet", () => Object.assign(net.endpoint, { state: "pending" }), false],
  ["without private DNS", () => Object.assign(net.endpoint, { privateDnsEnabled: false }), false],
  ["that the client may not reach", () => net.close("tester", true), false],
])("without internet, through an endpoint %s", (_, change, expected) => {
  for (const table of net.world.routeTables.values()) {
    table.routes = table.routes.filter(({ target }) => target === "local");
  }
  endpointToSystemsManager();
  change();
  expect(reaches()).toBe(expected);
});
