import { beforeEach, describe, expect, it } from "vitest";
import { PublishedWorld } from "./publishedWorld.ts";

let net: PublishedWorld;

beforeEach(async () => {
  net = await PublishedWorld.build();
});

const firstTarget = () => {
  const [target] = net.targetGroup.targets;
  if (target === undefined) throw new Error("There is no target.");
  return target;
};
const check = (protocol: string, path?: string, port?: string) =>
  Object.assign(net.targetGroup.healthCheck, { protocol, ...(path && { path }), ...(port && { port }) });

type Row = [what: string, change: () => unknown, state: string, reason?: string];

describe("target health", () => {
  it.each<Row>([
    ["everything works", () => undefined, "healthy"],
    [
      "the target leaves",
      () => Object.assign(firstTarget(), { draining: true }),
      "draining",
      "Target.DeregistrationInProgress",
    ],
    ["nothing forwards to the group", () => net.world.listeners.clear(), "unused", "Target.NotInUse"],
    [
      "the instance stops",
      () => Object.assign(net.target, { state: "stopped" }),
      "unused",
      "Target.InvalidState",
    ],
    ["the zone is not enabled", () => void net.balancer.nodes.splice(0, 1), "unused", "Target.NotInUse"],
    [
      "the balancer is new",
      () => Object.assign(net.balancer, { state: "provisioning" }),
      "initial",
      "Elb.RegistrationInProgress",
    ],
    [
      "nothing listens",
      () => Object.assign(net.application, { listening: false }),
      "unhealthy",
      "Target.FailedHealthChecks",
    ],
    [
      "the target admits nobody",
      () => net.close("flask-hello-app"),
      "unhealthy",
      "Target.FailedHealthChecks",
    ],
    [
      "the balancer may not send",
      () => net.close("flask-hello-nlb", true),
      "unhealthy",
      "Target.FailedHealthChecks",
    ],
    ["the balancer admits nobody", () => net.close("flask-hello-nlb"), "healthy"],
    [
      "an HTTP check gets no answer",
      () => [check("HTTP"), net.close("flask-hello-app")],
      "unhealthy",
      "Target.Timeout",
    ],
    ["an HTTP check is answered", () => check("HTTP", "/"), "healthy"],
    [
      "an HTTP check asks for another page",
      () => check("HTTP", "/up"),
      "unhealthy",
      "Target.ResponseCodeMismatch",
    ],
    [
      "its code is one that passes",
      () => Object.assign(check("HTTP", "/up"), { matcher: "200,400-404" }),
      "healthy",
    ],
    [
      "its code does not pass",
      () => Object.assign(check("HTTP", "/"), { matcher: "201,300-399" }),
      "unhealthy",
      "Target.ResponseCodeMismatch",
    ],
    ["an HTTPS check meets plain HTTP", () => check("HTTPS"), "unhealthy", "Target.FailedHealthChecks"],
    [
      "an HTTPS check meets HTTPS",
      () => [check("HTTPS"), Object.assign(net.application, { protocol: "https" })],
      "healthy",
    ],
    [
      "an HTTP check meets HTTPS",
      () => [check("HTTP"), Object.assign(net.application, { protocol: "https" })],
      "unhealthy",
      "Target.FailedHealthChecks",
    ],
    [
      "the check asks another port",
      () => check("TCP", undefined, "81"),
      "unhealthy",
      "Target.FailedHealthChecks",
    ],
    [
      "a network ACL keeps answers back",
      () => [
        net.move(net.target, "platform-public", "10.0.0.99"),
        net.guard("platform-public", { egress: true }),
      ],
      "unhealthy",
      "Target.FailedHealthChecks",
    ],
  ])("when %s", (_, change, state, reason) => {
    change();
    expect(net.health()).toMatchObject({ state, ...(reason && { reason }) });
  });

  it("with cross-zone one passing node is enough", () => {
    net.balancer.crossZone = true;
    net.guard("platform-private-2", { egress: true });
    expect(net.health().state).toBe("healthy");
  });
});
