import type { Decision } from "../core/inventory/decisions.ts";
import type { Failure, FailureCode } from "../core/model/failure.ts";
import { failureSentence } from "./failures.ts";
import { counted } from "./plan.ts";

/** One connection as a message names it: who, through which endpoint, to what. */
export interface ConnectionWords {
  readonly consumer: string;
  readonly account: string;
  readonly endpointId: string;
  readonly service: string;
}

const done: Record<Decision, string> = { accept: "accepted", reject: "rejected" };

export const requestMessages = {
  accepted: (words: ConnectionWords) => `${who(words)} may now connect to ${words.service}.`,
  decided: (decision: Decision, count: number) => `${counted(count, "connection")} ${done[decision]}.`,
  /** Which ones AWS said no to, and why, each. */
  notDecided: (
    decision: Decision,
    total: number,
    refused: readonly { readonly words: ConnectionWords; readonly failure: Failure }[],
  ) => {
    const each = refused.map(
      ({ words, failure }) => `${who(words)}, ${words.endpointId}: ${refusalSentence(failure)}`,
    );
    const heading =
      total === 1
        ? `The connection was not ${done[decision]}.`
        : `${total - refused.length} of ${counted(total, "connection")} ${done[decision]}, ${refused.length} not.`;
    return [heading, ...each].join(" ");
  },
  /** AWS answered yes, and the connection has stayed as it was. */
  ignored: (words: ConnectionWords) =>
    `AWS took the decision about ${who(words)}, ${words.endpointId}, and has not carried it out for two minutes. ` +
    "AWS does not document that a rejected connection can be accepted again; if it stays rejected, ask the consumer to delete the endpoint and create it again.",
  found: (requests: readonly ConnectionWords[]) => {
    const [only, ...others] = requests;
    if (only === undefined) return "";
    if (others.length === 0) return `${who(only)} wants to connect to ${only.service}.`;
    const services = [...new Set(requests.map(({ service }) => service))].join(", ");
    return `${counted(requests.length, "new connection")} wait for acceptance: ${services}.`;
  },
  noLongerWaits: (words: ConnectionWords) =>
    `The request of ${who(words)} no longer waits: it was answered, or the endpoint was deleted.`,
  confirm: (decision: Decision, connections: readonly ConnectionWords[]) => {
    const [only, ...others] = connections;
    const verb = decision === "accept" ? "Accept" : "Reject";
    return only === undefined || others.length > 0
      ? `${verb} ${counted(connections.length, "connection")}?`
      : `${verb} the connection from ${who(only)}?`;
  },
  confirmDetail: (connections: readonly ConnectionWords[]) =>
    connections.map((words) => `${who(words)}, ${words.endpointId}, to ${words.service}`).join("\n"),
  pick: {
    accept: "Connections to accept",
    again: "Rejected connections to accept",
    reject: "Connections to reject",
  },
  none: {
    accept: "No connection waits for acceptance in the open scopes.",
    again: "No connection in the open scopes is rejected.",
    reject: "No connection in the open scopes can be rejected.",
  },
  accept: "Accept",
  reject: "Reject",
  show: "Show",
} as const;

/** What AWS means by an item that it did not act on depends on the connection's state, and not on any value that was sent. */
const aboutTheConnection: Readonly<Partial<Record<FailureCode, string>>> = {
  conflict: "AWS does not do this in the connection's present state.",
  invalid: "AWS does not do this in the connection's present state.",
  notFound: "The consumer has deleted the endpoint, or the service is gone.",
  unknown: "AWS gives no documented reason.",
};

/** Why a connection was neither accepted nor rejected, with AWS's own words. */
export function refusalSentence(failure: Failure): string {
  const meaning = aboutTheConnection[failure.code];
  if (meaning === undefined) return failureSentence(failure);
  const words = [failure.awsCode, failure.message].filter((part) => part !== undefined && part !== "");
  return words.length === 0 ? meaning : `${meaning} (${words.join(": ")})`;
}

function who({ consumer, account }: ConnectionWords): string {
  return consumer === account ? account : `${consumer} (${account})`;
}
