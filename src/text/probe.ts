import type { TestInstance } from "../core/probe/instances.ts";
import type { ProbeReport } from "../core/probe/probe.ts";

/** The test's result as one sentence that a newcomer understands. */
export function verdictSentence({ verdict, target }: ProbeReport): string {
  const where = `port ${target.port}`;
  switch (verdict.code) {
    case "passed":
      return `Passed: the service answers on ${where}`;
    case "httpError":
      return `Connected, but the application answers with status ${verdict.httpStatus}`;
    case "timedOut":
      return `Failed: nothing answers on ${where}`;
    case "refused":
      return `Failed: the connection on ${where} is refused`;
    case "unknownName":
      return "Failed: the name does not resolve";
    case "reset":
      return `Failed: the connection on ${where} is cut before an answer`;
    case "noCurl":
      return "Failed: the instance cannot run curl";
    case "incomplete":
      return "No result: the output was cut off";
    case "otherFailure":
      return `Failed: curl ends with exit code ${verdict.exitCode}`;
  }
}

/** What the verdict says about where the fault is. */
export function verdictMeaning({ verdict, endpointState }: ProbeReport): string {
  if (verdict.code === "timedOut" && endpointState === "pendingAcceptance") {
    return "The provider has not accepted this endpoint yet, so nothing gets through (curl exit 28).";
  }
  if (verdict.code === "timedOut" && endpointState === "rejected") {
    return "The provider has rejected this endpoint, so nothing gets through (curl exit 28).";
  }
  switch (verdict.code) {
    case "passed":
      return "Traffic flows from this VPC through the endpoint and the load balancer to the application.";
    case "httpError":
      return "The whole path works. What the application answers is up to the application.";
    case "timedOut":
      return "The name resolves, then TCP times out (curl exit 28): the request is not accepted, a security group is closed, no listener has this port, or no target answers.";
    case "refused":
      return "Packets arrive and are turned away (curl exit 7): nothing listens on the target's port.";
    case "unknownName":
      return "DNS has no such name (curl exit 6): the endpoint is deleted, or a private name is not turned on in this VPC.";
    case "reset":
      return "The load balancer or the application closed the connection: the target has just stopped, or it expects another protocol.";
    case "noCurl":
      return "Install curl on the instance, or pick another instance.";
    case "incomplete":
      return "Systems Manager returned only part of the output. Run the test again.";
    case "otherFailure":
      return "curl's own words below say more.";
  }
}

export const instanceRefusals: Record<NonNullable<TestInstance["refused"]>, string> = {
  notManaged: "not managed by Systems Manager: its role or its way to the service is missing",
  notRunning: "not running",
  offline: "offline: Systems Manager has lost contact",
  windows: "Windows: the test needs curl and a shell",
};

/** Milliseconds as people read them. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
