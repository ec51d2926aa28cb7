import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Changes } from "../../src/app/changes.ts";
import { decideConnections } from "../../src/app/decideConnections.ts";
import { endpointTree } from "../../src/core/inventory/endpoints.ts";
import { requestedService, standingOf } from "../../src/core/inventory/requested.ts";
import { serviceTree } from "../../src/core/inventory/services.ts";
import { type Handshake, parseHandshake } from "../../src/core/model/handshake.ts";
import { invite } from "../../src/core/model/invitation.ts";
import { type ConnectionRequest, requestFor } from "../../src/core/model/request.ts";
import { serviceChangePlan } from "../../src/core/plan/serviceChanges.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import { invitationAnswers, requestFrom } from "../../src/core/wizard/connectInvitation.ts";
import { standingDetail } from "../../src/text/invitation.ts";
import { fastClock } from "../support/fastClock.ts";
import { letterOf } from "../support/handshakes.ts";
import { findRow } from "../support/rows.ts";
import { until, Workbench } from "../support/workbench.ts";

/*
 * What the two sides send each other, all the way: written out of what the sandbox has, read back as text of somebody
 * else, and used.
 */

const { signal } = new AbortController();

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open({ scenario: "published" });
});

afterEach(() => workbench.close());

function serviceRow() {
  return findRow(serviceTree(workbench.session.inventory.state), "service");
}

/** What arrives on the other side. */
function sent<H extends Handshake>(handshake: H): Handshake {
  const parsed = parseHandshake(letterOf(handshake).replaceAll("\n", "\r\n> "));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.handshake;
}

async function invitation() {
  const { scope, service } = serviceRow();
  const aws = await workbench.session.aws();
  return invite(service, scope, await aws.listenerPorts(scope, service, signal));
}

async function standing(request: ConnectionRequest) {
  const { inventory } = workbench.session;
  await inventory.refresh();
  const target = requestedService(inventory.state, request);
  if (target === undefined) throw new Error("No open scope owns the service.");
  const aws = await workbench.session.aws();
  const principals = await aws.principals(target.scope, target.service, signal);
  return { target, ...standingOf(inventory.state, target, request, principals) };
}

function endpointRequest(): ConnectionRequest {
  const { scope, endpoint } = findRow(endpointTree(workbench.session.inventory.state), "endpoint");
  return requestFor(endpoint.serviceName, scope, endpoint.id);
}

describe("an invitation of the sandbox's provider", () => {
  it("fills the consumer's wizard, agrees with AWS in everything, and makes an endpoint", async () => {
    const received = sent(await invitation());
    if (received.kind !== "invitation") throw new Error("It is no invitation.");
    const wizard = workbench.wizard(connectFlow);
    await wizard.answer(invitationAnswers(received, workbench.session.scopes));
    await until(() => wizard.view().plan !== undefined);
    const fields = wizard.view().form.sections.flatMap((section) => section.fields);
    const table = fields.find(({ kind }) => kind === "comparison");
    const rows = table?.kind === "comparison" ? table.rows : [];
    expect(rows.map(({ what, verdict }) => `${what} ${verdict}`)).toEqual([
      "owner same",
      "zones same",
      "ports same",
      "acceptance awaited",
    ]);
    const run = await wizard.apply();
    wizard.dispose();
    expect(run?.status).toBe("done");
    expect(workbench.sandbox.world.endpoints.size).toBe(2);
  });
});

describe("a request of the sandbox's consumer", () => {
  it("names the connection that waits, which is accepted then", async () => {
    const request = sent(endpointRequest());
    if (request.kind !== "request") throw new Error("It is no request.");
    const found = await standing(request);
    expect(found).toMatchObject({ allowed: true, foreign: false });
    expect(standingDetail(request, found)).toContain("Waiting for acceptance");
    if (found.connection === undefined) throw new Error("The connection was not found.");
    const { inventory } = workbench.session;
    const aws = await workbench.session.aws();
    await decideConnections(aws, inventory, "accept", [found.connection], signal);
    await until(async () => (await standing(request)).connection?.connection.state === "available");
  });

  it("asks for its principal where it is missing, and is not asked for again once it is there", async () => {
    const request = endpointRequest();
    const { target } = await standing(request);
    const changes = new Changes(workbench.session, fastClock);
    const plan = (kind: "addPrincipal" | "removePrincipal") =>
      serviceChangePlan({ planId: kind, scope: target.scope }, target.service, {
        kind,
        arn: request.principal,
        reject: [],
      });
    await changes.apply(plan("removePrincipal"), signal);
    expect(await standing(request)).toMatchObject({ allowed: false });
    await changes.apply(plan("addPrincipal"), signal);
    expect(await standing(request)).toMatchObject({ allowed: true });
  });

  it("that names somebody else's endpoint is told apart", async () => {
    const [endpoint] = workbench.sandbox.world.endpoints.keys();
    const principal = "arn:aws:iam::999999999999:root";
    const request = { ...endpointRequest(), account: "999999999999", principal, endpointId: endpoint ?? "" };
    const found = await standing(request);
    expect(found).toMatchObject({ allowed: false, foreign: true });
    expect(standingDetail(request, found)).toContain(
      "belongs to 444455556666 and not to the account that asks",
    );
  });

  it("for a service of nobody who is open finds nothing", () => {
    const { state } = workbench.session.inventory;
    const elsewhere = endpointRequest().serviceName.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    expect(requestedService(state, { ...endpointRequest(), serviceName: elsewhere })).toBeUndefined();
  });

  it("comes out of a wizard that cannot see the service", async () => {
    const wizard = workbench.wizard(connectFlow);
    const unknown = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";
    await wizard.answer({ serviceName: unknown, scope: "consumer@us-east-1" });
    const problem = () => {
      const fields = wizard.view().form.sections.flatMap((section) => section.fields);
      return fields.find(({ id }) => id === "serviceName")?.problem?.code;
    };
    await until(() => problem() === "serviceNotVisible");
    const request = requestFrom(wizard.view().form, workbench.session.scopes);
    wizard.dispose();
    expect(request && sent(request)).toEqual({
      kind: "request",
      serviceName: unknown,
      region: "us-east-1",
      account: "444455556666",
      principal: "arn:aws:iam::444455556666:root",
    });
  });
});
